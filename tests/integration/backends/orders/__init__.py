"""Order backends over real HTTP."""
