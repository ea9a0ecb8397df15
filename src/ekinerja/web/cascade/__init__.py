"""The cascade of the agency as a tree, and the figures of its alignment."""
