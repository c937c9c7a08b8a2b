"""CoNLL-U files, and words as rows of the embedding tables (the program does the same in src/syntax/model/features.rs)."""
import gzip
import zlib
from collections import Counter
from typing import NamedTuple

SUFFIX3, SUFFIX2, PREFIX3, SHAPE = 4096, 1024, 4096, 512
PADDING, UNKNOWN = 0, 1
VERB_TAGS = {"VB", "VBG", "VBN", "VBP", "VBD", "VBZ", "MD"}
VERB_FORMS = {"Inf": "I", "Fin": "F", "Ger": "G", "Part": "P"}
KEPT = {"VerbForm", "Voice", "Tense", "Number", "Mood"}


class Word(NamedTuple):
    """A syntactic word of a treebank."""

    form: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


def read_conllu(path):
    """The sentences of a file, plain or gzip, as lists of words; empty nodes and multiword tokens are skipped."""
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    sentences, words = [], []
    with opened as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                feats = "|".join(f for f in columns[5].split("|") if f.split("=")[0] in KEPT) or "_"
                words.append(Word(columns[1], columns[3], columns[4], feats, int(columns[6]), columns[7]))
            elif not line.strip() and words:
                sentences.append(words)
                words = []
    return sentences + [words] if words else sentences


def fine_tag(word):
    """The joint tag that the model predicts: UPOS|XPOS|verb form, passive, imperative."""
    feats = dict(f.split("=", 1) for f in word.feats.split("|") if "=" in f)
    verb = ""
    if word.xpos in VERB_TAGS:
        verb = VERB_FORMS.get(feats.get("VerbForm"), "")
        verb += "V" if feats.get("Voice") == "Pass" else ""
        verb += "m" if feats.get("Mood") == "Imp" else ""
    return f"{word.upos}|{word.xpos}|{verb}"


def normal(form):
    """The form under which a word is looked up."""
    if form[0] in "0123456789" and all(c in "0123456789.,:/-" for c in form):
        return "!YEAR" if len(form) == 4 else "!NUM"
    if "://" in form or form.startswith("www."):
        return "!URL"
    return form.lower().replace("\u2019", "'")


def shape(form):
    """Xxx-dd: upper, lower, digit, itself; runs are cut to two."""
    out = ""
    for c in form:
        kind = "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        if out[-2:] != kind * 2:
            out += kind
    return out


def bucket(text, size):
    """CRC-32 of the UTF-8 bytes, modulo the size of the table."""
    return zlib.crc32(text.encode()) % size


class Vocabulary:
    """Word lists, tags and relations, all fixed by the training data."""

    def __init__(self, gold, silver, vector_words, least=4):
        forms, tags, relations = Counter(), Counter(), Counter()
        features = {}
        for sentences in (gold, silver):
            for sentence in sentences:
                for word in sentence:
                    forms[normal(word.form)] += 1
                    tag = fine_tag(word)
                    tags[tag] += 1
                    features.setdefault(tag, Counter())[word.feats] += 1
        for sentence in gold:
            relations.update(word.deprel for word in sentence)
        self.words = [w for w, n in forms.most_common() if n >= least]
        self.vectors = vector_words
        self.tags = [t for t, n in tags.most_common() if n >= 8]
        self.feats = [features[t].most_common(1)[0][0] for t in self.tags]
        self.relations = [r for r, n in relations.most_common() if n >= 3]
        self._word = {w: i + 2 for i, w in enumerate(self.words)}
        self._vector = {w: i + 1 for i, w in enumerate(self.vectors)}
        self._tag = {t: i for i, t in enumerate(self.tags)}
        self._relation = {r: i for i, r in enumerate(self.relations)}
        self._rows = {}

    def rows(self, form):
        """Rows in the six tables: word, vector, suffixes of three and two characters, prefix, shape."""
        if form not in self._rows:
            key = normal(form)
            self._rows[form] = (
                self._word.get(key, UNKNOWN),
                self._vector.get(key, 0),
                bucket("3" + key[-3:], SUFFIX3),
                bucket("2" + key[-2:], SUFFIX2),
                bucket("p" + key[:3], PREFIX3),
                bucket("s" + shape(form), SHAPE),
            )
        return self._rows[form]

    def target(self, word):
        """What is to be learned of a word: tag, head, relation."""
        return self._tag.get(fine_tag(word), 0), word.head, self._relation.get(word.deprel, 0)
