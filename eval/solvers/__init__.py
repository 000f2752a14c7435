"""What can be asked, one a file."""
