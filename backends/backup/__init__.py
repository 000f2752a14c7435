"""Backup and restore: everything that can't be made anew, in one file."""
