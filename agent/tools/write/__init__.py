"""WRITE tools, one a file: what each action takes, and what it shows to the person who decides."""
