"""The attacks and figures of ``make eval-risk``, small."""
