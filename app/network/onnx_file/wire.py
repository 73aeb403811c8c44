"""A first look at an ONNX file's bytes, before anything is allocated for them.

A message of two bytes becomes an object of more than a hundred, so a small file could ask for much
memory. This walks over the wire format of Protocol Buffers, counts, and decodes nothing:
https://protobuf.dev/programming-guides/encoding
"""

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from onnx import ModelProto

from app.errors import MalformedOnnx

MOST_FIELDS = 200_000
"""Fields of a file, at most; those of a DenseNet with 201 layers are some 50,000."""

MOST_PACKED = 2**24
"""Bytes of packed whole numbers, at most: one byte can become eight."""

DEEPEST = 12
"""Messages within messages, at most; a tensor of a node's attribute is the fourth."""

GROWING = {
    FieldDescriptor.TYPE_INT32,
    FieldDescriptor.TYPE_INT64,
    FieldDescriptor.TYPE_UINT64,
    FieldDescriptor.TYPE_ENUM,
}


def check(raw: bytes) -> None:
    """Checks that the bytes can be a model, and that parsing them needs little more memory.

    Raises:
        MalformedOnnx: the bytes end early, are no message, or exceed a bound of this file.
    """
    fields = packed = at = 0
    end, kind = len(raw), ModelProto.DESCRIPTOR
    around: list[tuple[int, Descriptor]] = []
    while True:
        while at == end:
            if not around:
                return
            end, kind = around.pop()
        fields += 1
        if fields > MOST_FIELDS:
            raise MalformedOnnx(f"expected at most {MOST_FIELDS} fields, got more")
        # Most tags have one byte: a call for each would take most of the time.
        tag, at = (raw[at], at + 1) if raw[at] < 128 else varint(raw, at, end)
        match tag & 7:
            case 0:
                _, at = varint(raw, at, end)
            case 1:
                at += 8
            case 5:
                at += 4
            case 2:
                size, at = varint(raw, at, end)
                if size > end - at:
                    raise cut(size, at, end)
                field = kind.fields_by_number.get(tag >> 3)
                if field is not None and field.message_type is not None:
                    around.append((end, kind))
                    if len(around) > DEEPEST:
                        raise MalformedOnnx(
                            f"expected at most {DEEPEST} messages within each other, got more"
                        )
                    end, kind = at + size, field.message_type
                    continue
                if field is not None and field.type in GROWING:
                    packed += size
                    if packed > MOST_PACKED:
                        raise MalformedOnnx(
                            f"expected at most {MOST_PACKED} bytes of packed whole numbers, got "
                            "more: save the weights as raw data"
                        )
                at += size
                if field is not None and field.type == FieldDescriptor.TYPE_STRING:
                    text(raw[at - size : at], field.name)
            case wire:
                raise MalformedOnnx(f"expected a field at byte {at}, got wire type {wire}")
        if at > end:
            raise cut(at - end, end, end)


def varint(raw: bytes, at: int, end: int) -> tuple[int, int]:
    """The whole number at byte `at`, and where it ends."""
    value = shift = 0
    while at < end and shift < 70:
        byte = raw[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
    raise MalformedOnnx(f"expected a number at byte {at}: is the file whole?")


def text(raw: bytes, name: str) -> None:
    """Raises MalformedOnnx where a field's bytes are no text."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise MalformedOnnx(f"{name}: expected UTF-8") from None


def cut(size: int, at: int, end: int) -> MalformedOnnx:
    """The error for content that ends early."""
    return MalformedOnnx(f"expected {size} bytes at byte {at}, got {end - at}: is the file whole?")
