from workbench.model import SecretReference
from workbench.templating.needs import MASK, Fact, FileNeed, PromptNeed, SecretNeed, is_secret


def test_a_secret_fact_prints_without_its_value() -> None:
    assert repr(Fact("s3cret", secret=True)) == f"Fact({MASK}, secret=True)"
    assert repr(Fact("plain")) == "Fact('plain', secret=False)"


def test_secrets_and_hidden_prompts_are_secret_whatever_they_are() -> None:
    assert is_secret(SecretNeed(SecretReference("token", "env:TOKEN")))
    assert is_secret(PromptNeed("PIN", secret=True))
    assert not is_secret(PromptNeed("Name"))
    assert not is_secret(FileNeed("a"))
