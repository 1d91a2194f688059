"""Small cells: which figures outsiders do not see, so that no sum gives a hidden one away."""
