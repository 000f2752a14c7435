"""``make eval-risk``: triage, screening, records, redaction, injection and suggestions on texts of their own."""
