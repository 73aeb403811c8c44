"""The policy of a route, declared on its endpoint."""

from starlette.datastructures import Headers

from app.api.route_policy import READS, Policy, policy, policy_of


@policy(computes=True)
async def computing():
    """Declares that it computes."""


async def silent():
    """Declares nothing."""


def test_a_policy_is_read_from_the_endpoint():
    assert policy_of(computing) == Policy(computes=True)
    assert policy_of(silent) is None


def test_each_argument_sets_the_field_of_its_name():
    def never(_headers):
        return False

    async def endpoint():
        """Declares its policy below."""

    fields = {
        "computes": True, "budget": "pictures", "counted": never, "picture": True, "fixed": True,
        "polled": True, "upload": True, "streams": True,
    }  # fmt: skip
    assert vars(policy_of(policy(**fields)(endpoint))) == fields


def test_a_declaration_leaves_the_endpoint_itself():
    async def endpoint():
        """Declares its policy below."""

    assert policy()(endpoint) is endpoint
    assert policy_of(endpoint) == READS


def test_by_default_every_request_counts():
    assert READS.counted(Headers({}))
