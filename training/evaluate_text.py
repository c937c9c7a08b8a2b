"""Scores the whole syntax stage on running text, by the measures of the CoNLL 2018 shared task.

usage: evaluate_text.py RAPPORTEUR GOLD.conllu[.gz] ...

The text of each gold document is put together again and given to `RAPPORTEUR parse`. A word is right if the same
characters are a word in both, a sentence if the same characters are; tags, lemmas and heads count on right words. F1 in
per cent; LAS compares the whole relation, subtype included. "lemma" is "Lemma" with upper and lower case taken as equal:
the treebanks differ on which capitals are a name's ("the Court": Court or court).

Paragraphs (`# newpar`) become blank lines. Where a file marks none (GUM as it is kept here, PUD), a sentence that does
not end with a full stop, question or exclamation mark (headings, captions, items of lists and what introduces them, turns
of talk) is taken to stand on its own; `--plain` joins everything with blanks instead.
"""
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field

MEASURES = "Words Sentences UPOS XPOS Lemma lemma UAS LAS".split()
STOPS, CLOSING = tuple(".!?…"), "\"”’')] "


@dataclass
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    start: int = 0
    end: int = 0


@dataclass
class Sentence:
    document: str
    text: str = ""
    new_paragraph: bool = False
    words: list = field(default_factory=list)


def read_conllu(lines):
    """The sentences of a file; words that are not in the text (8.1) and ranges (1-2) are skipped."""
    document, paragraph, sentence = "", False, None
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            document, paragraph = line.partition("= ")[2], True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id ="):
            sentence = Sentence(document or line.partition("= ")[2].rpartition("-")[0], new_paragraph=paragraph)
            paragraph = False
        elif line.startswith("# text ="):
            sentence.text = line.partition("= ")[2]
        elif line and not line.startswith("#"):
            c = line.split("\t")
            if c[0].isdigit():
                sentence.words.append(Word(c[1], c[2], c[3], c[4], int(c[6]), c[7]))
        elif not line and sentence:
            yield sentence
            sentence = None


def documents(sentences, plain):
    """(id, text, sentences) of each document."""
    marked = sum(s.new_paragraph for s in sentences) > len({s.document for s in sentences})
    texts = {}
    for previous, s in zip([None] + sentences, sentences):
        before, inside = texts.setdefault(s.document, ("", []))
        loose = not marked and any(not x.text.rstrip(CLOSING).endswith(STOPS) for x in (previous, s) if x)
        new = not plain and (s.new_paragraph or loose)
        texts[s.document] = (before + ("\n\n" if new else " ") + s.text, inside + [s])
    return [(name, text.strip(), inside) for name, (text, inside) in texts.items()]


def place(text, sentences):
    """Sets where each word stands in the text."""
    at = 0
    for word in (w for s in sentences for w in s.words):
        word.start = text.index(word.form, at)
        at = word.end = word.start + len(word.form)


def parse(program, texts):
    """What the program makes of the documents, by id."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for name, text, _ in texts:
            file.write(json.dumps({"id": name, "text": text}) + "\n")
        file.flush()
        done = subprocess.run([program, "parse", file.name], check=True, capture_output=True, text=True)
    found = {}
    for sentence in read_conllu(done.stdout.splitlines()):
        found.setdefault(sentence.document, []).append(sentence)
    return found


def extents(sentences):
    return {(s.words[0].start, s.words[-1].end) for s in sentences}


def compare(gold, found, count):
    """Adds what is wanted, made and right in one document."""
    for side, sentences in (("gold", gold), ("made", found)):
        count[side, "Sentences"] += len(sentences)
        count[side, "Words"] += sum(len(s.words) for s in sentences)
    count["right", "Sentences"] += len(extents(gold) & extents(found))
    placed = {(w.start, w.end): (w, s) for s in found for w in s.words}

    def head(word, sentence):
        above = sentence.words[word.head - 1] if word.head else None
        return (above.start, above.end) if above else None

    for s in gold:
        for w in s.words:
            guess, inside = placed.get((w.start, w.end), (None, None))
            if guess:
                same = head(w, s) == head(guess, inside)
                count["right", "Words"] += 1
                count["right", "UPOS"] += w.upos == guess.upos
                count["right", "XPOS"] += w.xpos == guess.xpos
                count["right", "Lemma"] += w.lemma == "_" or w.lemma == guess.lemma
                count["right", "lemma"] += w.lemma == "_" or w.lemma.lower() == guess.lemma.lower()
                count["right", "UAS"] += same
                count["right", "LAS"] += same and w.deprel == guess.deprel


def f1(count, measure):
    base = "Sentences" if measure == "Sentences" else "Words"
    return 200 * count["right", measure] / (count["gold", base] + count["made", base])


def main(args):
    plain = "--plain" in args
    program, *paths = [a for a in args if a != "--plain"]
    print("file".ljust(24), *(m.rjust(9) for m in MEASURES))
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
            texts = documents(list(read_conllu(lines)), plain)
        count, found = Counter(), parse(program, texts)
        for name, text, gold in texts:
            made = found.get(name, [])
            place(text, gold)
            place(text, made)
            compare(gold, made, count)
        print(path.rpartition("/")[2].ljust(24), *(f"{f1(count, m):9.2f}" for m in MEASURES))


if __name__ == "__main__":
    main(sys.argv[1:])
