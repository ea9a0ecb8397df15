"""The views of the access pages, one file for each task."""
