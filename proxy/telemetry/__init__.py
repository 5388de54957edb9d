"""What is told about calls, and what never is: records are built field by field, so no prompt or secret can slip in."""
