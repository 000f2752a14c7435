"""Order backends: the embedded SQL one, the HTTP one, and the reading of orders.json."""
