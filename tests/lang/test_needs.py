from pathlib import Path

import pytest

from guiju.lang.needs import Need, cited, met_by_text_alone, read_needs

NEEDS = Path(__file__).resolve().parents[2] / "regulations" / "needs"


def test_the_library_holds_all_needs_of_33_regulations():
    needs = read_needs(NEEDS)

    assert (len(needs), len({need.list for need in needs.values()})) == (1737, 33)


def test_a_need_knows_its_list_area_and_text():
    need = read_needs(NEEDS)["A3.041"]

    assert need == Need(
        "A3.041", "appraisal", "Process KPI of the traffic acquisition group weigh 30%.", "第三部分 流量获取组"
    )
    assert need.list == "A3"


@pytest.mark.parametrize(
    ("basis", "ids"),
    [
        (["A3.041"], ["A3.041"]),
        (["A3.050-052"], ["A3.050", "A3.051", "A3.052"]),
        (["A3.050–A3.051", "B4.001"], ["A3.050", "A3.051", "B4.001"]),
        (["劳动合同法第40条"], []),
    ],
)
def test_a_basis_names_one_id_a_range_or_another_text(basis, ids):
    assert list(cited(basis)) == ids


def test_text_alone_meets_policy_but_not_appraisal():
    needs = {need.id: need for need in (Need("A1.001", "policy", ""), Need("A1.002", "appraisal", ""))}
    kinds = {"A1.001": {"principle"}, "A1.002": {"principle"}}

    assert met_by_text_alone(needs, kinds) == ["A1.002"]
