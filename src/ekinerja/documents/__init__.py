"""Templates, numbering and rendering of official documents; knows bytes and fields, not plans."""
