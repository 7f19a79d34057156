"""What an evaluation carries along, and what it does with values: equality and order, arithmetic, types, text."""
