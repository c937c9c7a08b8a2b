"""Asks a server with rdflib what rdflib itself finds in the file: client.py ADDRESS GRAPH.NQ"""

import sys
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

address, path = sys.argv[1:]
dataset = Dataset(default_union=True)
dataset.parse(path, format="nquads")

remote = Graph(SPARQLStore(f"{address}/query", returnFormat="xml"))
query = """
    PREFIX : <https://w3id.org/rapporteur/ns#>
    SELECT ?holder ?quote WHERE { ?c :holder ?holder ; :evidence/:quote ?quote }"""
here, there = (sorted(map(tuple, g.query(query))) for g in (dataset, remote))
assert here == there and here, (here, there)

names = [g.identifier for g in dataset.graphs() if isinstance(g.identifier, URIRef) and len(g)]
assert len(names) > 2, names
for name in names:
    for media_type in ("turtle", "nt", "xml", "json-ld"):
        graph = Graph().parse(f"{address}/store?graph={name}", format=media_type)
        assert set(graph) == set(dataset.graph(name)), (name, media_type)
print(len(names), "graphs alike")
