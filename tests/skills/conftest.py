"""A small vocabulary, written for these tests; makes `esco_files` importable beside them."""

import sys
from pathlib import Path

import pytest

from matcher.skills import Finder, Vocabulary

sys.path.insert(0, str(Path(__file__).parent))

HEADER = "concept\tkind\tnl\ten\taliases_nl\taliases_en\taliases\tbroader"

IT = """\
java\ttool\tJava\tJava\t\t\tJ2EE\tprogramming
javascript\ttool\tJavaScript\tJavaScript\t\t\tJS|ECMAScript\tprogramming
python\ttool\tPython\tPython\t\t\t\tprogramming
c-language\ttool\t=C\t=C\tprogrammeren in C\tC programming\t\tprogramming
cpp\ttool\tC++\tC++\t\t\t\tprogramming
csharp\ttool\tC#\tC#\t\t\t\tprogramming
fsharp\ttool\tF#\tF#\t\t\t\tprogramming
dotnet\ttool\t.NET\t.NET\t\t\tdotnet|.NET Core\tprogramming
nodejs\ttool\tNode.js\tNode.js\t\t\tNodeJS\tprogramming
go-language\ttool\t?=Go\t?=Go\t\t\tGolang\tprogramming
r-language\ttool\t=R\t=R\t\t\tRStudio\tprogramming
rust\ttool\t?Rust\t?Rust\t\t\t\tprogramming
spark\ttool\t?Spark\t?Spark\t\t\tApache Spark\tprogramming
react\ttool\tReact\tReact\t\t\tReact.js\tprogramming
git\ttool\tGit\tGit\t\t\t\tprogramming
gitlab\ttool\tGitLab\tGitLab\t\t\t\tgit
kubernetes\ttool\tKubernetes\tKubernetes\t\t\tk8s\t
sql\ttool\tSQL\tSQL\t\t\t\t
sql-server\ttool\tSQL Server\tSQL Server\t\t\tMSSQL\tsql
big-data\thard\tbig data\tbig data\t\t\t\t
ci-cd\thard\tCI/CD\tCI/CD\t\t\t\t
api\thard\tAPI\tAPI\t\t\t\t
linkedin\ttool\tLinkedIn\tLinkedIn\t\t\t\t
excel\ttool\tExcel\tExcel\t\t\t\t
sap-fico\ttool\tSAP FI/CO\tSAP FI/CO\t\t\t\t
programming\thard\tprogrammeren\tprogramming\t\tsoftware development\t\t
monday\ttool\tMonday.com\tMonday.com\t\t\t\t
"""

WORK = """\
wound-care\thard\twondzorg\twound care\twondverzorging\t\tWundversorgung\t
meetings\tsoft\tvergaderen\tmeetings\t\t\t\t
certificates\thard\tcertificaten\tcertificates\t\t\t\t
processes\thard\tproces\tprocess\t\t\t\t
protocol\thard\tprotocol\tprotocol\t\t\t\t
coordination\tsoft\tcoördinatie\tcoordination\tcoördineren\t\t\t
construction\thard\tbouwen\tbuilding\t\t\t\t
insulation\thard\t?isolatie\tinsulation\t\t\t\t
iso-9001\tcertificate\tISO 9001\tISO 9001\t\t\t\t
licence-c\tcertificate\trijbewijs C\tdriving licence C\t\t\t\t
technology-watch\thard\tinnovatie\tnew technology\t\t\t\t
warehousing\thard\tmagazijnbeheer\twarehousing\t\tstock control\tLagerverwaltung\t
drive\tsoft\tgedreven\tdriven\t\t\t\t
lean\thard\tlean\tlean\t\t\t\t
specifications\thard\tbestekken\tspecifications\t\t\t\t
big-register\tcertificate\t=BIG\t=BIG\tBIG-registratie\t\t\t
"""


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("tables")
    paths = [folder / "it.tsv", folder / "work.tsv"]
    for path, rows in zip(paths, (IT, WORK), strict=True):
        path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    return paths


@pytest.fixture(scope="session")
def finder(tables: list[Path]) -> Finder:
    return Finder(Vocabulary.read(tables))
