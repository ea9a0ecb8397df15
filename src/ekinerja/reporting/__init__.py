"""Reads across modules: home pages, control rooms, exports."""
