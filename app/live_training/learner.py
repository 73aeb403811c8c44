"""The learner: a network while it is trained in a painted region."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.optim import AdamW

from app.live_training.config import CANVAS, TrainingConfig
from app.live_training.given import NOTHING, Given
from app.live_training.painted_task import PaintedTask
from app.live_training.region_pass import RegionPass
from app.network.build import Network, Stack, assemble, fresh, parameters
from app.network.library import Entry
from app.network.spec import Spec
from app.training.architecture import architecture
from app.training.learning_rate import learning_rate
from app.training.optimiser_step import optimiser_step
from app.training.task import Stream, generator

PEAK = 3e-3
"""The highest learning rate."""


class Learner:
    """A network in training. Its weights depend on the config and the given ones alone.

    Args:
        given: the networks that the config names.

    Raises:
        InvalidInput, ValueError: as `Given.check`.

    Attributes:
        steps: how many it has taken.
        stack: the layers, whose weights change.
        forward: the logits of training pictures, with gradients.
    """

    def __init__(self, config: TrainingConfig, task: PaintedTask, given: Given = NOTHING) -> None:
        self.config = config
        self.task = task
        self.spec = spec_of(config, task.outputs)
        # torch's annotations lack the memory format of a module.
        self.stack: Stack = fresh(self.spec, config.seed).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.forward: Callable[[Tensor], Tensor] = RegionPass(
            Network("training", self.spec, self.stack), task.box
        )
        given.check(config, self.spec)
        self.steps = given.steps
        if given.start is not None:
            # The optimiser begins anew.
            self.stack.load_state_dict(given.start.network.stack.state_dict())
        if given.convolutions is not None:
            self._keep_convolutions(given.convolutions)
        trained = [weight for weight in self.stack.parameters() if weight.requires_grad]
        self._adam = AdamW(trained, lr=PEAK, weight_decay=0.0)

    def _keep_convolutions(self, snapshot: Entry) -> None:
        """Takes the snapshot's layers before the head; the head alone is trained."""
        for layer in self.spec.layers[: self.spec.head_input]:
            module = self.stack.layers[layer.name]
            module.load_state_dict(snapshot.network.stack.layers[layer.name].state_dict())
            module.requires_grad_(False)

    def learn(self) -> float:
        """Takes the next step; returns the loss of its batch before it."""
        config = self.config
        rng = generator(config.seed, Stream.TRAINING, self.steps)
        pictures, labels = map(torch.from_numpy, self.task.batch(rng, config.batch))
        rate = learning_rate(self.steps, config.steps, PEAK)
        loss, _ = optimiser_step(self.forward, self._adam, pictures, labels, rate)
        self.steps += 1
        return loss

    def network(self) -> Network:
        """The network as it is now, with weights of its own."""
        return assemble("training", self.spec, parameters(self.stack))


def spec_of(config: TrainingConfig, outputs: tuple[str, ...]) -> Spec:
    """The architecture that a config names.

    Raises:
        ValueError: its canvas has not CANVAS × CANVAS px.
    """
    spec = architecture(
        outputs, config.pooling, config.head, config.padding, channels=config.channels
    )
    if spec.input_shape[1:] != (CANVAS, CANVAS):
        raise ValueError(f"expected a canvas of {CANVAS} px; got {spec.input_shape}")
    return spec
