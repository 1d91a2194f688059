"""From the text of a policy document to a draft plan: rules, no model, nothing about any one document."""
