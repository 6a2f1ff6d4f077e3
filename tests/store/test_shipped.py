from workbench.store.shipped import shipped_collections, shipped_themes


def test_a_checkout_has_its_own_beside_the_package() -> None:
    assert shipped_collections().name == "collections"
    assert shipped_themes().name == "themes"
    assert shipped_themes().parent == shipped_collections().parent
