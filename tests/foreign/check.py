"""Reads what the program wrote with programs that others wrote: check.py KIND FOLDER. Says what is wrong and exits with 1."""

import csv
import re
import sys
from pathlib import Path

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def check(right, message):
    if not right:
        sys.exit(f"{sys.argv[1]}: {message}")


def plain(lines):
    """N-Triples or N-Quads as a set of lines with one spelling for the same literal."""
    return {line.replace("^^<http://www.w3.org/2001/XMLSchema#string>", "").strip() for line in lines if line.strip()}


def same(found, expected, name):
    check(found == expected, f"{name}: lacks {sorted(expected - found)[:3]}, has besides {sorted(found - expected)[:3]}")


def quads_of_pyoxigraph(path, kind):
    import pyoxigraph as ox

    quads = ox.parse(path=str(path), format=kind)
    return plain(f"{q} ." if q.graph_name != ox.DefaultGraph() else f"{q.triple} ." for q in quads)


def lines_of_rdflib(path, kind):
    import rdflib

    dataset = rdflib.Dataset()
    quads = kind in ("nquads", "trig", "json-ld")
    graph = dataset if quads else rdflib.Graph()
    graph.parse(path, format=kind)
    lines = set()
    for statement in graph.quads() if quads else graph:
        name = f" <{statement[3]}>" if quads and statement[3] else ""
        lines.add(" ".join(term.n3() for term in statement[:3]) + name + " .")
    return lines


def canonical(lines):
    """Parses lines once more with one parser, so that escapes and spellings of literals are the same."""
    import pyoxigraph as ox

    text = "\n".join(sorted(lines))
    return plain(str(q) for q in ox.parse(text, format=ox.RdfFormat.N_QUADS))


def rdf(folder):
    import pyoxigraph as ox

    F = ox.RdfFormat
    expected = canonical(plain((folder / "nquads").read_text(encoding="utf-8").splitlines()))
    triples = canonical(str(q.triple) + " ." for q in ox.parse(path=str(folder / "nquads"), format=F.N_QUADS))
    check(len(expected) > 300, "hardly any quad")
    of_ox = [("nquads", F.N_QUADS, expected), ("trig", F.TRIG, expected), ("jsonld", F.JSON_LD, expected),
             ("turtle", F.TURTLE, triples), ("ntriples", F.N_TRIPLES, triples), ("rdfxml", F.RDF_XML, triples)]
    for name, kind, wanted in of_ox:
        same(canonical(quads_of_pyoxigraph(folder / name, kind)), wanted, f"pyoxigraph reads {name}")
    of_rdflib = [("nquads", "nquads", expected), ("trig", "trig", expected), ("jsonld", "json-ld", expected),
                 ("turtle", "turtle", triples), ("ntriples", "nt", triples), ("rdfxml", "xml", triples)]
    for name, kind, wanted in of_rdflib:
        same(canonical(lines_of_rdflib(folder / name, kind)), wanted, f"rdflib reads {name}")
    expand(folder, expected)
    reifiers(folder, expected)


def expand(folder, expected):
    """The JSON-LD says the same quads to a processor of the JSON-LD 1.1 standard."""
    import json

    from pyld import jsonld

    document = json.loads((folder / "jsonld").read_text(encoding="utf-8"))
    nquads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    same(canonical(nquads.splitlines()), expected, "pyld expands jsonld")


def reifiers(folder, expected):
    """RDF 1.2: each claim reifies the triple that RDF 1.1 takes apart; all else is the same."""
    import pyoxigraph as ox

    taken_apart = set()
    for quad in ox.parse(path=str(folder / "rdf12"), format=ox.RdfFormat.N_QUADS):
        if quad.predicate.value != RDF + "reifies":
            taken_apart.add(str(quad))
            continue
        triple = quad.object
        for part, term in (("subject", triple.subject), ("predicate", triple.predicate), ("object", triple.object)):
            taken_apart.add(str(ox.Quad(quad.subject, ox.NamedNode(RDF + part), term, quad.graph_name)))
    same(canonical(f"{q} ." for q in taken_apart), expected, "pyoxigraph reads rdf12")


def shacl(folder):
    """What is written conforms; the same with a holder too few, an unknown act or a reversed passage does not."""
    import rdflib
    from pyshacl import validate

    ns = rdflib.Namespace("https://w3id.org/rapporteur/ns#")
    shapes = rdflib.Graph().parse("ontology/shapes.ttl")

    def conforms(change=None):
        data = rdflib.Graph().parse(folder / "turtle", format="turtle")
        if change:
            change(data)
        conforms, _, text = validate(data, shacl_graph=shapes)
        return conforms, text

    right, report = conforms()
    check(right, report)
    claim = lambda data: sorted(data.subjects(rdflib.RDF.type, ns.Claim))[0]
    spoil = {
        "no holder": lambda data: data.remove((claim(data), ns.holder, None)),
        "two modalities": lambda data: data.add((claim(data), ns.modality, ns.Nonsense)),
        "no evidence": lambda data: data.remove((claim(data), ns.evidence, None)),
        "no quote": lambda data: data.remove((None, ns.quote, None)),
        "no end": lambda data: data.remove((None, ns.end, None)),
        "an object without name": lambda data: data.set((claim(data), rdflib.RDF.object, ns.unknown)),
        "no hash": lambda data: data.remove((None, ns.sha256, None)),
    }
    for name, change in spoil.items():
        check(not conforms(change)[0], f"{name} conforms")


def graphs(folder):
    """networkx reads as many nodes and edges as the Neo4j tables have, with the same properties."""
    import networkx as nx

    nodes, edges = table(folder / "neo4j-nodes"), table(folder / "neo4j-edges")
    wanted = {row["id:ID"]: row for row in nodes}
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read(folder / name)
        check(set(graph.nodes) == set(wanted), f"{name}: other nodes")
        check(graph.number_of_edges() == len(edges), f"{name}: {graph.number_of_edges()} edges, not {len(edges)}")
        for node, data in graph.nodes(data=True):
            check(data["class"] == wanted[node]["class"], f"{name}: class of {node}")
        found = sorted((a, b, d["relation"], d["quote"]) for a, b, d in graph.edges(data=True))
        check(found == sorted((e[":START_ID"], e[":END_ID"], e["relation"], e["quote"]) for e in edges), f"{name}: edges")
        if name == "gexf":
            check(all(d.get("start") for _, _, d in graph.edges(data=True)), "gexf: an edge without date")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def neo4j(folder):
    """The rules of neo4j-admin database import: typed columns once, identifiers unique, both ends known, types named."""
    nodes, edges = table(folder / "neo4j-nodes"), table(folder / "neo4j-edges")
    for rows, special in ((nodes, ["id:ID", ":LABEL"]), (edges, [":START_ID", ":END_ID", ":TYPE"])):
        check(rows, "an empty table")
        columns = list(rows[0])
        check(len(set(columns)) == len(columns), f"a column twice: {columns}")
        check([c for c in columns if ":" in c] == [c for c in columns if c in special], f"columns: {columns}")
        for row in rows:
            check(None not in row and None not in row.values(), f"a ragged row: {row}")
            check(all(row[c] for c in special), f"an empty identifier, label or type: {row}")
    ids = [row["id:ID"] for row in nodes]
    check(len(set(ids)) == len(ids), "an identifier twice")
    known = set(ids)
    for row in edges:
        check(row[":START_ID"] in known and row[":END_ID"] in known, f"an end that is no node: {row}")
        check(re.fullmatch(r"\w+", row[":TYPE"]), f"no type: {row}")
    check(all(re.fullmatch(r"Entity;\w+", row[":LABEL"]) for row in nodes), "labels")


def kgx(folder):
    """The columns that KGX asks of an edge list."""
    rows = table(folder / "kgx")
    for row in rows:
        check(all(row[c] for c in ("id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type")), row)
    check(len({row["id"] for row in rows}) == len(rows), "an id twice")


def quickstatements(folder):
    """Version 1: item, property, item, then pairs of a source property and a value."""
    lines = (folder / "quickstatements").read_text(encoding="utf-8").splitlines()
    check(lines, "no statement")
    value = re.compile(r'"[^"\t]*"|en:"[^"\t]*"|\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)')
    for line in lines:
        item, prop, other, *sources = line.split("\t")
        check(re.fullmatch(r"Q\d+", item) and re.fullmatch(r"P\d+", prop) and re.fullmatch(r"Q\d+", other), line)
        check(sources and len(sources) % 2 == 0, f"no reference: {line}")
        for source, said in zip(sources[::2], sources[1::2]):
            check(re.fullmatch(r"S\d+", source) and value.fullmatch(said), f"{source} {said}: {line}")


if __name__ == "__main__":
    {f.__name__: f for f in (rdf, shacl, graphs, neo4j, kgx, quickstatements)}[sys.argv[1]](Path(sys.argv[2]))
