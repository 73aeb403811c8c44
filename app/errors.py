"""What can go wrong, as a tree.

ShiftscopeError
    InvalidInput            something that came from outside does not fit
        UnknownObject       no such object in the palette
        UnknownModel        no such network in the catalogue
        UnknownLayer        no such layer in the network
        UnknownExperiment   no such experiment
        UnknownOutput       no such output of the network
        NotMeasurable       a question that has no answer for this network or scene
        SweepTooLarge       more positions than are swept
        BodyTooLarge        more bytes than are taken
        MalformedRange      a Range header that is none
        OutOfRange          a Range header that asks for what the file does not have
    BrokenNetwork           a spec, a card or weights that do not fit together
    BadSetting              a setting in the environment that does not fit
    Refused                 a request that may be right, yet is not served
        Unauthorised        it lacks the token
        ForeignOrigin       a page of another origin asks for the live channel
        Nowhere             an address where nothing is
        TooSlow             its body does not come
        TooOften            the client has had its share for now
        Busy                everybody has: as much is under way as there may be
        NoSpace             the server's disk is full

Each carries a message that says what was expected and what came, and where it came. The wire form
is made in `app/api/errors.py`, the only place that knows of status codes.
"""


class ShiftscopeError(Exception):
    """The root of the tree.

    Args:
        message: what was expected and what came.
        where: the field, file or layer at fault; a dotted path for input.
    """

    code = "error"

    def __init__(self, message: str, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class InvalidInput(ShiftscopeError):
    """Something that came from outside does not fit."""

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
    """A request names an experiment that there is not."""

    code = "unknown_experiment"


class UnknownOutput(InvalidInput):
    """A request names an output that the network does not have."""

    code = "unknown_output"


class NotMeasurable(InvalidInput):
    """A question that has no answer for this network or scene."""

    code = "not_measurable"


class SweepTooLarge(InvalidInput):
    """A sweep asks for more positions than are taken."""

    code = "sweep_too_large"


class BodyTooLarge(InvalidInput):
    """More bytes than are taken."""

    code = "body_too_large"


class MalformedRange(InvalidInput):
    """A Range header that is none."""

    code = "malformed_range"


class OutOfRange(InvalidInput):
    """A Range header that asks for what the file does not have.

    Args:
        size: bytes of the file.
    """

    code = "out_of_range"

    def __init__(self, message: str, where: str, size: int) -> None:
        super().__init__(message, where)
        self.size = size


class BrokenNetwork(ShiftscopeError):
    """A spec, a card or weights that do not fit together."""

    code = "broken_network"


class BadSetting(ShiftscopeError):
    """A setting in the environment that does not fit."""

    code = "bad_setting"


class Refused(ShiftscopeError):
    """A request that may be right, yet is not served.

    Args:
        after: s after which the client may try again; 0 where that does not help.
    """

    code = "refused"

    def __init__(self, message: str, where: str | None = None, after: int = 0) -> None:
        super().__init__(message, where)
        self.after = after


class Unauthorised(Refused):
    """A request that computes, without the token."""

    code = "unauthorised"


class ForeignOrigin(Refused):
    """A page of another origin asks for the live channel."""

    code = "foreign_origin"


class Nowhere(Refused):
    """An address where nothing is."""

    code = "not_found"


class TooSlow(Refused):
    """A body that does not come."""

    code = "too_slow"


class TooOften(Refused):
    """One client asks for more than its share."""

    code = "too_often"


class Busy(Refused):
    """As much is under way as there may be."""

    code = "busy"


class NoSpace(Refused):
    """The server's disk is full."""

    code = "no_space"
