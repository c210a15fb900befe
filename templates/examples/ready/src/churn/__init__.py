"""Which customers are likely to cancel in the next 90 days."""
