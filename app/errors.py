"""The errors of the domain, as a tree of exceptions.

ShiftscopeError
    InvalidInput            invalid input
        UnknownObject       no such object in the palette
        UnknownModel        no such network in the catalogue
        UnknownLayer        no such layer in the network
        UnknownExperiment   no such experiment
        UnknownOutput       no such output of the network
        NotMeasurable       a measurement that is not defined for this network or scene
        SweepTooLarge       a sweep of too many positions
        BodyTooLarge        a body of too many bytes or values
        MalformedJson       a body that is no JSON in UTF-8
        UnknownEncoding     a body in a content coding
        MalformedRange      a Range header that cannot be parsed
        OutOfRange          a Range header that begins beyond the end of the file
    BrokenNetwork           a spec, a card and weights that do not match
    BadSetting              an invalid setting in the environment
    Refused                 a request that is rejected regardless of its body
        Unauthorised        a request without the token
        ForeignOrigin       a page of an origin that is not allowed
        NotFound            a path without a resource
        MalformedRequest    a request that is not HTTP
            HeadTooLarge    a head of too many bytes
                AddressTooLarge     an address of too many bytes
            UnknownCoding   a transfer coding that the server does not know
                OtherVersion        a version of HTTP that it does not speak
        UpgradeRequired     a request over HTTP where a WebSocket is served
        RequestTimeout      a body that does not arrive in time
        RateLimited         more requests per minute than one client may send
        Busy                a quota is used up
            Restarting      the server is stopping
        NoSpace             the server's disk is full

The message says what was expected and what was sent; `where` says where. `app/api/errors.py` maps
each class to an HTTP status.
"""


class ShiftscopeError(Exception):
    """The root of the tree.

    Args:
        message: what was expected and what was sent.
        where: the field, file or layer at fault; a dotted path for input.
    """

    code = "error"

    def __init__(self, message: str, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class InvalidInput(ShiftscopeError):
    """Invalid input."""

    code = "invalid_input"


class UnknownObject(InvalidInput):
    """A scene names an object that the palette does not hold."""

    code = "unknown_object"


class UnknownModel(InvalidInput):
    """A request names a network that the catalogue does not hold."""

    code = "unknown_model"


class UnknownLayer(InvalidInput):
    """A request names a layer that the network does not have."""

    code = "unknown_layer"


class UnknownExperiment(InvalidInput):
    """A request names an experiment that does not exist."""

    code = "unknown_experiment"


class UnknownOutput(InvalidInput):
    """A request names an output that the network does not have."""

    code = "unknown_output"


class NotMeasurable(InvalidInput):
    """A measurement that is not defined for this network or scene."""

    code = "not_measurable"


class SweepTooLarge(InvalidInput):
    """A sweep of too many positions."""

    code = "sweep_too_large"


class BodyTooLarge(InvalidInput):
    """A body of too many bytes or values."""

    code = "body_too_large"


class MalformedJson(InvalidInput):
    """A body that is no JSON in UTF-8."""

    code = "malformed_json"


class UnknownEncoding(InvalidInput):
    """A body in a content coding, such as gzip."""

    code = "unsupported_media_type"


class MalformedRange(InvalidInput):
    """A Range header that cannot be parsed."""

    code = "malformed_range"


class OutOfRange(InvalidInput):
    """A Range header that begins beyond the end of the file.

    Args:
        size: of the file, in bytes.
    """

    code = "out_of_range"

    def __init__(self, message: str, where: str, size: int) -> None:
        super().__init__(message, where)
        self.size = size


class BrokenNetwork(ShiftscopeError):
    """A spec, a card and weights that do not match."""

    code = "broken_network"


class BadSetting(ShiftscopeError):
    """An invalid setting in the environment."""

    code = "bad_setting"


class Refused(ShiftscopeError):
    """A request that is rejected regardless of its body.

    Args:
        retry_after: seconds after which the client may try again; 0 if a retry does not help.
    """

    code = "refused"

    def __init__(self, message: str, where: str | None = None, retry_after: int = 0) -> None:
        super().__init__(message, where)
        self.retry_after = retry_after


class Unauthorised(Refused):
    """A request that needs the token and lacks it."""

    code = "unauthorised"


class ForeignOrigin(Refused):
    """A page of an origin that is not allowed."""

    code = "foreign_origin"


class NotFound(Refused):
    """A path without a resource."""

    code = "not_found"


class MalformedRequest(Refused):
    """A request that is not HTTP."""

    code = "malformed_request"


class HeadTooLarge(MalformedRequest):
    """A request's head of too many bytes."""

    code = "head_too_large"


class AddressTooLarge(HeadTooLarge):
    """An address of too many bytes."""


class UnknownCoding(MalformedRequest):
    """A body in a transfer coding that the server does not know."""

    code = "not_implemented"


class OtherVersion(UnknownCoding):
    """A version of HTTP that the server does not speak."""


class UpgradeRequired(Refused):
    """A request over HTTP where a WebSocket is served."""

    code = "upgrade_required"


class RequestTimeout(Refused):
    """A head or a body that does not arrive in time."""

    code = "request_timeout"


class RateLimited(Refused):
    """More requests per minute than one client may send."""

    code = "rate_limited"


class Busy(Refused):
    """A quota is used up."""

    code = "busy"


class Restarting(Busy):
    """The server stops while a request is in progress."""


class NoSpace(Refused):
    """The server's disk is full."""

    code = "no_space"
