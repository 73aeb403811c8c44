"""The errors of the domain, as a tree of exceptions.

ShiftscopeError
    InvalidInput            invalid input
        UnknownObject       no such object in the palette
        UnknownModel        no such network in the catalogue
            NetworkGone     a visitor's network that this server has no more
        UnknownLayer        no such layer in the network
        UnknownExperiment   no such experiment
        UnknownOutput       no such output of the network
        NotExportable       a network that has no counterpart in a format of files
        NotMeasurable       a measurement that is not defined for this network or scene
        SweepTooLarge       a sweep of too many positions
        BodyTooLarge        a body of too many bytes or values
        MalformedJson       a body that is no JSON in UTF-8
        UnknownEncoding     a body in a content coding
        MalformedRange      a Range header that cannot be parsed
        OutOfRange          a Range header that begins beyond the end of the file
        NetworkTooLarge     a visitor's network that takes more work or memory than allowed
        RefusedFile         a network's file that cannot be taken
            NotOnnx         a file of another format
            MalformedOnnx   a file that breaks the rules of ONNX, or its bounds
            UnsupportedNode a node of a kind, or with an option, that is not taken
            ChooseReduce    a network that ends in a map, without a choice how it becomes one answer
                ChooseReduceOfTwo   a map of two slices, whose difference can be chosen, too
    BrokenNetwork           a spec, a card and weights that do not match
    BadSetting              an invalid setting in the environment
    Refused                 a request that is rejected regardless of its body
        Unauthorised        a request without the token
        ForeignOrigin       a page of an origin that is not allowed
        NoOwnNetworks       a visitor's network, where visitors may bring none
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
        ClusterGone         the cluster that does long work does not answer

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


class NetworkGone(UnknownModel):
    """A request names a visitor's network that this server does not have, or no longer.

    Whoever has its file sends it again.
    """

    code = "network_gone"


class NetworkTooLarge(InvalidInput):
    """A visitor's network that takes more products or memory than the settings allow."""

    code = "network_too_large"


class UnknownLayer(InvalidInput):
    """A request names a layer that the network does not have."""

    code = "unknown_layer"


class UnknownExperiment(InvalidInput):
    """A request names an experiment that does not exist."""

    code = "unknown_experiment"


class UnknownOutput(InvalidInput):
    """A request names an output that the network does not have."""

    code = "unknown_output"


class NotExportable(InvalidInput):
    """A network with a layer that a format of files has no counterpart for; `where` is its name."""

    code = "not_exportable"


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


class RefusedFile(InvalidInput):
    """A network's file that cannot be taken."""

    code = "refused_file"


class NotOnnx(RefusedFile):
    """A file of another format; the message says which, and how to export ONNX instead."""

    code = "not_onnx"


class MalformedOnnx(RefusedFile):
    """A file that breaks the rules of ONNX, or its bounds."""

    code = "malformed_onnx"


class UnsupportedNode(RefusedFile):
    """A node of a kind, or with an option, that is not taken; `where` is its name."""

    code = "unsupported_node"


class ChooseReduce(RefusedFile):
    """A network that ends in a map, without a choice how the map becomes one answer."""

    code = "choose_reduce"


class ChooseReduceOfTwo(ChooseReduce):
    """The same for a map of two slices, whose difference can be chosen, too."""

    code = "choose_reduce_of_two"


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


class NoOwnNetworks(Refused):
    """A network of a visitor, on a server where visitors may bring none."""

    code = "no_own_networks"


class NoTrainings(Refused):
    """A training, on a server where visitors may start none."""

    code = "no_trainings"


class NotFound(Refused):
    """A path without a resource."""

    code = "not_found"


class UnknownTraining(NotFound):
    """A training that there is not, or no longer."""

    code = "unknown_training"


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


class ClusterGone(Refused):
    """The cluster that does long work does not answer, or not any more."""

    code = "cluster_gone"
