"""Networks from ONNX files: data that is read, never executed."""
