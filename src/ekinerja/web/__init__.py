"""HTML pages: turn a request into arguments, make one call, turn the result into a page."""
