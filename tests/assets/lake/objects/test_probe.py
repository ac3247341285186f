"""A store that would lose writes is refused before anything is written into it."""

import pytest

from assets.lake.objects.bucket import Bucket, BucketError
from assets.lake.objects.probe import UnsafeStoreError, probe
from assets.lake.storage.addresses import checked_address
from tests.assets.lake.objects.servers import environment, moto, new_place, variables


@pytest.mark.parametrize("kind", ["moto", "seaweed"])
def test_a_store_that_keeps_its_word_passes_and_keeps_nothing(kind: str, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue(f"{kind}_address")
    with variables(environment(address)):
        bucket = Bucket(new_place(address))
        probe(bucket)
        assert list(bucket.pages("probe")) == []


def test_a_store_that_ignores_the_conditions_is_refused() -> None:
    with moto(ignores_conditions=True) as address, variables(environment(address)):
        bucket = Bucket(new_place(address))
        with pytest.raises(UnsafeStoreError, match="created the same object twice"):
            probe(bucket)


def test_a_bucket_that_is_not_there_is_said_without_a_credential(moto_address: str) -> None:
    with variables(environment(moto_address)), pytest.raises(OSError, match="s3://nowhere/lake") as said:
        Bucket("s3://nowhere/lake").put("a", b"b")
    assert "testsecret" not in str(said.value)
    assert isinstance(said.value, (BucketError, FileNotFoundError))


@pytest.mark.parametrize("place", ["gs://bucket/x", "s3:///x", "s3://key:secret@bucket/x", "s3://bucket?x=1"])
def test_what_is_no_address_of_a_lake_is_refused_without_repeating_it(place: str) -> None:
    with pytest.raises(ValueError, match="expected s3://bucket/prefix") as said:
        checked_address(place)
    assert "secret@" not in str(said.value)
