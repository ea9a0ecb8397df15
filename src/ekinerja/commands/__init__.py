"""Command line: `ekinerja <verb>`."""
