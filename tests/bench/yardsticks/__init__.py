"""What the product is measured against, written as a competent team would write it and not weakened.

They stand on the same PostgreSQL in a database of their own, with the same settings, and are asked directly.
"""
