"""Form-js JSON → a form as data, with everything in it that the server could not check or should not show."""
