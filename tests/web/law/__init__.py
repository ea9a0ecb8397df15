"""Tests of the pages about computing and about regulations."""
