"""What does ESCO, imported beside the built-in vocabulary, do to the ranking of the sample?

In:  the sample's CVs, vacancies and judgements; ESCO's tables in the development data
Out: a row without and a row with ESCO: the ranking, and the skills found in a CV
Why: a taxonomy's names were not written to be found in texts; a loss here would say that its
     ordinary words are taken for skills. The built-in vocabulary was written on this sample, so a
     gain is not to be expected here
"""

from collections.abc import Iterator

from benchmarks.quality.bench import Options, Row, figure_of, told
from matcher.errors import NotFound
from matcher.evaluation import evaluate, read_task
from matcher.pipeline import Matcher
from matcher.resources import shipped

NAME = "taxonomy"


def rows(options: Options) -> Iterator[Row]:
    """Yield the row without ESCO and the one with it."""
    esco = options.shared / "esco"
    if not esco.is_dir():
        raise NotFound(f"no {esco}; name the folder of the development data, which holds esco/")
    task = read_task(shipped("sample"))
    for system in ("matcher", "matcher with ESCO"):
        matcher = Matcher(model=options.model)
        if system != "matcher":
            matcher.import_esco(esco, languages=("nl", "en", "de"))
        matcher.index([shipped("sample/cvs")])
        run = {
            query.stem: [match.candidate for match in matcher.match(query, top=None).matches]
            for query in task.query_files
        }
        figures = evaluate(task.qrels, run, relevant_from=2)
        found = {
            candidate.id: float(sum(len(s.mentions) for s in candidate.profile.statements))
            for candidate, _ in matcher.candidates()
        }
        yield {
            "task": NAME, "set": "sample", "system": system, "n": len(run),
            "figures": {
                **{name: told(figures[name]) for name in ("map", "ndcg@10")},
                "skills in a CV": told(figure_of(found)),
            },
            "data_paths": [shipped("sample/cvs"), shipped("sample/vacancies"), esco],
        }  # fmt: skip
