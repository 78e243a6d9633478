"""What was found goes out as files: JSON, CSV, Excel and a page with the findings marked in their places."""
