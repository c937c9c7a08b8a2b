//! Forms: parts of a page that are drawn by name, again and again if need be. Drawing them is rehearsed before they are
//! read, because ten forms that each draw the next one ten times are a page of ten thousand million parts.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use regex::bytes::Regex;

/// How deep forms may draw forms, and pages lie in folders of pages.
const DEEPEST: usize = 32;

/// How many forms a document may draw.
const DRAWN: usize = 1_000_000;

/// How many bytes the forms drawn may have, each time counted.
const BYTES: usize = 1 << 30;

/// Why a document's pages would never end, if so.
pub(super) fn hostile(document: &Document) -> Option<&'static str> {
    let mut rehearsal = Rehearsal {
        document,
        draws: Regex::new(r"/([^\s/\[\]<>()]+)\s+Do\b").ok()?,
        known: HashMap::new(),
        drawn: 0,
        bytes: 0,
    };
    let mut pages = document.get_pages().into_values();
    pages.find_map(|page| rehearsal.page(page).err())
}

struct Rehearsal<'a> {
    document: &'a Document,
    /// "/Name Do"
    draws: Regex,
    /// The size of a stream and the names that it draws.
    known: HashMap<ObjectId, (usize, Vec<Vec<u8>>)>,
    drawn: usize,
    bytes: usize,
}

impl<'a> Rehearsal<'a> {
    fn page(&mut self, page: ObjectId) -> Result<(), &'static str> {
        let document = self.document;
        let mut folder = document.get_dictionary(page).ok();
        let mut resources = None;
        for _ in 0..DEEPEST {
            let Some(dictionary) = folder else { break };
            resources = resources.or_else(|| self.inner(dictionary, b"Resources"));
            folder = self.inner(dictionary, b"Parent");
        }
        if folder.is_some() {
            return Err("its pages lie in each other");
        }
        let content = document.get_page_content(page).unwrap_or_default();
        let names = self.names(&content);
        self.draw(&names, resources, 0)
    }

    /// Draws the forms of these names.
    fn draw(
        &mut self,
        names: &[Vec<u8>],
        resources: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<(), &'static str> {
        let forms = resources.and_then(|r| self.inner(r, b"XObject"));
        let Some(forms) = forms.filter(|_| !names.is_empty()) else {
            return Ok(());
        };
        if depth == DEEPEST {
            return Err("its forms draw each other");
        }
        for name in names {
            let Some((id, form)) = self.form(forms, name) else {
                continue;
            };
            let (size, inside) = self.read(id, form);
            self.drawn += 1;
            self.bytes += size;
            if self.drawn > DRAWN || self.bytes > BYTES {
                return Err("its forms draw more than any text has");
            }
            let own = self.inner(&form.dict, b"Resources").or(resources);
            self.draw(&inside, own, depth + 1)?;
        }
        Ok(())
    }

    fn form(&self, forms: &'a Dictionary, name: &[u8]) -> Option<(ObjectId, &'a Stream)> {
        let id = forms.get(name).and_then(Object::as_reference).ok()?;
        let form = self.document.get_object(id).and_then(Object::as_stream);
        let form = form.ok()?;
        let kind = form.dict.get(b"Subtype").and_then(Object::as_name);
        kind.is_ok_and(|kind| kind == b"Form").then_some((id, form))
    }

    fn read(&mut self, id: ObjectId, form: &Stream) -> (usize, Vec<Vec<u8>>) {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let plain = form.decompressed_content();
        let content = plain.as_deref().unwrap_or(&form.content);
        let read = (content.len(), self.names(content));
        self.known.insert(id, read.clone());
        read
    }

    fn names(&self, content: &[u8]) -> Vec<Vec<u8>> {
        let draws = self.draws.captures_iter(content);
        draws.map(|draw| draw[1].to_vec()).collect()
    }

    fn inner(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        let inner = dictionary.get(key).ok()?;
        let (_, inner) = self.document.dereference(inner).ok()?;
        inner.as_dict().ok()
    }
}

#[cfg(test)]
mod tests {
    use pdf_extract::{Dictionary, Document, Object, Stream};

    use super::hostile;

    /// A document with one page, which draws form 0; form `i` draws what `draws` says.
    fn document(forms: usize, draws: impl Fn(usize) -> String) -> Document {
        let mut document = Document::new();
        let ids: Vec<_> = (0..forms).map(|_| document.new_object_id()).collect();
        let mut named = Dictionary::new();
        for (i, id) in ids.iter().enumerate() {
            named.set(format!("F{i}"), Object::Reference(*id));
        }
        let mut resources = Dictionary::new();
        resources.set("XObject", named);
        let resources = document.add_object(resources);
        for (i, id) in ids.iter().enumerate() {
            let mut form = Dictionary::new();
            form.set("Subtype", Object::Name(b"Form".to_vec()));
            form.set("Resources", Object::Reference(resources));
            let stream = Stream::new(form, draws(i).into_bytes());
            document.objects.insert(*id, stream.into());
        }
        let content = Stream::new(Dictionary::new(), b"/F0 Do".to_vec());
        let content = document.add_object(content);
        let pages = document.new_object_id();
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", Object::Reference(pages));
        page.set("Resources", Object::Reference(resources));
        page.set("Contents", Object::Reference(content));
        let page = document.add_object(page);
        let mut folder = Dictionary::new();
        folder.set("Type", Object::Name(b"Pages".to_vec()));
        folder.set("Kids", vec![Object::Reference(page)]);
        folder.set("Count", 1);
        document.objects.insert(pages, folder.into());
        let mut catalog = Dictionary::new();
        catalog.set("Type", Object::Name(b"Catalog".to_vec()));
        catalog.set("Pages", Object::Reference(pages));
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", Object::Reference(catalog));
        document
    }

    #[test]
    fn forms_that_never_end_are_found() {
        let text = |_| "BT (text) Tj ET".to_owned();
        assert_eq!(hostile(&document(3, text)), None);
        let chain = |i: usize| format!("q /F{} Do Q", i + 1);
        assert_eq!(hostile(&document(3, chain)), None);
        let round = |i: usize| format!("/F{} Do", (i + 1) % 3);
        assert_eq!(
            hostile(&document(3, round)),
            Some("its forms draw each other")
        );
        let many = |i: usize| format!("/F{} Do ", i + 1).repeat(10);
        let more = Some("its forms draw more than any text has");
        assert_eq!(hostile(&document(10, many)), more);
    }
}
