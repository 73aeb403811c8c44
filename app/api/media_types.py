"""Media types of requests and responses."""

MULTIPART = "multipart/form-data"
NDJSON = "application/x-ndjson"
SAFETENSORS = "application/octet-stream"
"""The safetensors format has no registered media type."""
ONNX = "application/octet-stream"
"""Nor has ONNX."""


def is_form(content_type: str) -> bool:
    """Whether a Content-Type header is that of a form with files."""
    return content_type.partition(";")[0].strip().lower() == MULTIPART
