"""What differs between two revisions of a plan, item by item, and how that is said."""
