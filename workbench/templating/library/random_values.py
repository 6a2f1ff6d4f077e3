"""Functions of chance. The random bytes themselves come in."""

from workbench.templating.ambient import Ambient

from .function import ArgumentError, Function

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST = 100_000


def uuid(ambient: Ambient, version: int = 4) -> str:
    """A new UUID (RFC 9562): random, or with version 7 one that sorts by time."""
    if version == 4:
        number = int.from_bytes(ambient.random(16))
    elif version == 7:
        milliseconds = int(ambient.now.timestamp() * 1000)
        number = (milliseconds << 80) | int.from_bytes(ambient.random(10))
    else:
        raise ArgumentError('"version" is 4 or 7')
    number = number & ~(0xF << 76) | (version << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def random_int(ambient: Ambient, low: int = 0, high: int = 999_999) -> int:
    """A random whole number, both ends included."""
    if low > high:
        raise ArgumentError('"low" is above "high"')
    return low + _below(ambient, high - low + 1)


def random_float(ambient: Ambient, low: float = 0.0, high: float = 1.0, digits: int = 6) -> float:
    """A random number between two, with so many digits after the point."""
    if low > high:
        raise ArgumentError('"low" is above "high"')
    fraction = _below(ambient, 1 << 53) / (1 << 53)
    return min(max(round(low + (high - low) * fraction, max(0, min(digits, 15))), low), high)


def random_string(ambient: Ambient, length: int = 12, alphabet: str = _ALPHABET) -> str:
    """Random characters: letters and digits, or those of an alphabet."""
    if not alphabet:
        raise ArgumentError('"alphabet" is empty')
    return "".join(alphabet[_below(ambient, len(alphabet))] for _ in range(_length(length)))


def random_hex(ambient: Ambient, length: int = 16) -> str:
    """Random hexadecimal digits."""
    return ambient.random((_length(length) + 1) // 2).hex()[:length]


def random_bool(ambient: Ambient) -> bool:
    """True or false, by chance."""
    return _below(ambient, 2) == 1


def random_choice(ambient: Ambient, *options: str) -> str:
    """One of the texts, by chance."""
    if not options:
        raise ArgumentError("there is nothing to choose from")
    return options[_below(ambient, len(options))]


def _length(length: int) -> int:
    if not 0 <= length <= _LONGEST:
        raise ArgumentError(f'"length" is between 0 and {_LONGEST}')
    return length


def _below(ambient: Ambient, bound: int) -> int:
    """Return a number below `bound`, each as likely as any other: what would favour some is
    drawn again."""
    bits = (bound - 1).bit_length()
    size = (bits + 7) // 8
    while True:
        number = int.from_bytes(ambient.random(size)) >> (8 * size - bits)
        if number < bound:
            return number


RANDOM_VALUES = (
    Function(uuid, "{{ uuid() }}", "00010203-0405-4607-8809-0a0b0c0d0e0f"),
    Function(random_int, "{{ random_int(1, 6) }}", "1"),
    Function(random_float, "{{ random_float(0, 10, digits=2) }}", "0.0"),
    Function(random_string, "{{ random_string(4, 'abcd') }}", "aaaa"),
    Function(random_hex, "{{ random_hex(8) }}", "00010203"),
    Function(random_bool, "{{ random_bool() }}", "false"),
    Function(random_choice, "{{ random_choice('red', 'green') }}", "red"),
)
