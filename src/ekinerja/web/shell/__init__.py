"""The frame of every page: navigation, errors, help, language, theme and the offline page."""
