"""Well-known networks in plain torch, with random weights."""

import torch
from torch import Tensor, nn
from torch.nn import functional


def lenet5():
    """LeNet-5 (LeCun, Bottou, Bengio & Haffner 1998), with tanh and mean pooling."""
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2)),
        *(nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten()),
        *(nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10), nn.LogSoftmax(1)),
    )


def vgg11(width=16):
    """VGG of 11 layers (Simonyan & Zisserman 2015), of fewer slices: 64 at first in the paper."""
    layers, before = [], 3
    for slices in (1, 0, 2, 0, 4, 4, 0, 8, 8, 0, 8, 8, 0):
        if slices:
            layers += [nn.Conv2d(before, before := slices * width, 3, padding=1), nn.ReLU()]
        else:
            layers.append(nn.MaxPool2d(2))
    head = [nn.Linear(before * 4, 64), nn.ReLU(), nn.Dropout(), nn.Linear(64, 64), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), *head, nn.Dropout(), nn.Linear(64, 20))


class Residual(nn.Module):
    """A basic block of a ResNet."""

    def __init__(self, before, slices, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, slices, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(slices)
        self.conv2 = nn.Conv2d(slices, slices, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(slices)
        self.way = nn.Identity()
        if stride > 1 or before != slices:
            self.way = nn.Sequential(
                nn.Conv2d(before, slices, 1, stride, bias=False), nn.BatchNorm2d(slices)
            )

    def forward(self, x):
        y = functional.relu(self.norm1(self.conv1(x)))
        return functional.relu(self.norm2(self.conv2(y)) + self.way(x))


def resnet18(width=64):
    """ResNet-18 (He, Zhang, Ren & Sun 2016)."""
    stages = [
        (1, 1, 1),
        (1, 1, 1),
        (1, 2, 2),
        (2, 2, 1),
        (2, 4, 2),
        (4, 4, 1),
        (4, 8, 2),
        (8, 8, 1),
    ]
    return nn.Sequential(
        nn.Conv2d(3, width, 7, 2, 3, bias=False),
        *(nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(3, 2, 1)),
        *(Residual(before * width, slices * width, stride) for before, slices, stride in stages),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, 100)),
    )


class Inverted(nn.Module):
    """An inverted residual block of MobileNetV2."""

    def __init__(self, before, slices, stride, growth):
        super().__init__()
        wide = before * growth
        grow = [nn.Conv2d(before, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6()]
        self.block = nn.Sequential(
            *(grow if growth > 1 else []),
            nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False),
            *(nn.BatchNorm2d(wide), nn.ReLU6()),
            *(nn.Conv2d(wide, slices, 1, bias=False), nn.BatchNorm2d(slices)),
        )
        self.adds = stride == 1 and before == slices

    def forward(self, x):
        return x + self.block(x) if self.adds else self.block(x)


class MobileNetV2(nn.Module):
    """MobileNetV2 (Sandler, Howard, Zhu, Zhmoginov & Chen 2018)."""

    def __init__(self, width=32):
        super().__init__()
        unit = width // 4
        layers = [nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU6()]
        before = width
        for growth, slices, count, stride in [
            *((1, 2, 1, 1), (6, 3, 2, 2), (6, 4, 3, 2), (6, 8, 4, 2)),
            *((6, 12, 3, 1), (6, 20, 3, 2), (6, 40, 1, 1)),
        ]:
            for number in range(count):
                step = 1 if number else stride
                layers.append(Inverted(before, before := slices * unit, step, growth))
        layers += [nn.Conv2d(before, 160 * unit, 1, bias=False), nn.BatchNorm2d(160 * unit)]
        self.features = nn.Sequential(*layers, nn.ReLU6())
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(160 * unit, 100))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


class Dense(nn.Module):
    """A layer of a DenseNet: it takes the slices of all layers before it."""

    def __init__(self, before, growth):
        super().__init__()
        self.norm = nn.BatchNorm2d(before)
        self.conv = nn.Conv2d(before, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return torch.cat([x, self.conv(functional.relu(self.norm(x)))], 1)


def densenet():
    """Two blocks of a DenseNet (Huang, Liu, van der Maaten & Weinberger 2017)."""
    return nn.Sequential(
        *(nn.Conv2d(3, 8, 3, padding=1), Dense(8, 6), Dense(14, 6), Dense(20, 6)),
        *(nn.BatchNorm2d(26), nn.ReLU(), nn.Conv2d(26, 13, 1), nn.AvgPool2d(2)),
        *(Dense(13, 6), Dense(19, 6), nn.BatchNorm2d(25), nn.ReLU()),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(25, 5)),
    )


class Inception(nn.Module):
    """An Inception block (Szegedy et al. 2015), with a factored branch (2016)."""

    def __init__(self, before):
        super().__init__()
        self.one = nn.Conv2d(before, 4, 1)
        self.three = nn.Sequential(
            nn.Conv2d(before, 3, 1), nn.ReLU(), nn.Conv2d(3, 6, 3, padding=1)
        )
        self.lines = nn.Sequential(
            nn.Conv2d(before, 4, (1, 7), padding=(0, 3)), nn.Conv2d(4, 4, (7, 1), padding=(3, 0))
        )
        self.pool = nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(before, 2, 1))

    def forward(self, x):
        pooled = functional.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        branches = [self.one(x), self.three(x), self.lines(x), self.pool(x), pooled]
        return functional.leaky_relu(torch.cat(branches, 1), 0.1)


def inception():
    """Two Inception blocks."""
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 3, 2), Inception(6), nn.MaxPool2d(3, 2, ceil_mode=True), Inception(22)),
        *(nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(38, 7)),
    )


class Gate(nn.Module):
    """A squeeze-and-excitation gate (Hu, Shen & Sun 2018), of convolutions or of linear layers."""

    def __init__(self, slices, linear, bend):
        super().__init__()
        self.linear = linear
        layers = [nn.Linear, nn.Linear] if linear else [nn.Conv2d, nn.Conv2d]
        options = [] if linear else [1]
        self.way = nn.Sequential(
            *(layers[0](slices, 4, *options), nn.ReLU(), layers[1](4, slices, *options), bend)
        )

    def forward(self, x):
        mean = functional.adaptive_avg_pool2d(x, 1)
        if self.linear:
            return x * self.way(mean.flatten(1)).view(x.size(0), -1, 1, 1)
        return self.way(mean) * x


def gated():
    """Gates, and the activations of the networks that have them."""
    return nn.Sequential(
        *(nn.Conv2d(3, 8, 3, 2, 1), nn.Hardswish(), Gate(8, False, nn.Hardsigmoid())),
        *(nn.Conv2d(8, 8, 5, 1, 2, groups=4), nn.SiLU(), Gate(8, True, nn.Sigmoid())),
        *(nn.Conv2d(8, 8, 3, dilation=2), nn.GELU(), nn.ZeroPad2d((1, 2, 0, 1))),
        *(nn.ReflectionPad2d(2), nn.Conv2d(8, 8, 2), nn.BatchNorm2d(8), nn.GELU("tanh")),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.BatchNorm1d(8), nn.Linear(8, 4, bias=False)),
        nn.Softmax(1),
    )


class Detector(nn.Module):
    """A small face detector as MTCNN's P-Net (Zhang, Zhang, Li & Qiao 2016): it ends in maps."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            *(nn.Conv2d(3, 10, 3), nn.PReLU(10), nn.MaxPool2d(2, 2, ceil_mode=True)),
            *(nn.Conv2d(10, 16, 3), nn.PReLU(16), nn.Conv2d(16, 32, 3), nn.PReLU()),
        )
        self.faces = nn.Conv2d(32, 2, 1)
        self.boxes = nn.Conv2d(32, 4, 1)

    def forward(self, x):
        y = self.body(x)
        return functional.softmax(self.faces(y), 1), self.boxes(y)


def settle(model, example):
    """Random normalisations, scaled so that no volume fades away or explodes."""
    torch.manual_seed(1)
    for module in model.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(module.weight)
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.3, 0.8)
            nn.init.normal_(module.bias, 0.6, 0.3)
            module.momentum = None
        if isinstance(module, nn.PReLU):
            nn.init.uniform_(module.weight, -0.2, 0.5)
    # Dark and bright pictures. Means over noise alone hardly differ: a normalisation of them would
    # enlarge rounding errors, more on one processor than on another.
    bright = torch.rand(8, *[1] * (example.ndim - 1))
    with torch.no_grad():
        model.train()(bright * torch.rand(8, *example.shape[1:]))
    return model.eval()


def picture(channels, size) -> Tensor:
    """A picture of noise, 0 to 1, with a batch axis."""
    return torch.rand((1, channels, size, size), generator=torch.Generator().manual_seed(0))


NETWORKS = {
    "LeNet-5": (lenet5, picture(1, 32)),
    "VGG": (vgg11, picture(3, 64)),
    "ResNet-18": (resnet18, picture(3, 64)),
    "MobileNetV2": (MobileNetV2, picture(3, 128)),
    "DenseNet": (densenet, picture(3, 32)),
    "Inception": (inception, picture(1, 45)),
    "gates": (gated, picture(3, 33)),
    "detector": (Detector, picture(3, 47)),
}
