//! Files as they come: every format, every encoding, and inputs made to break readers.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use assert_cmd::Command;
use rapporteur::document::{Document, read};

const TEXT: &str = "Fiji supports the treaty.";

/// Ids and texts of the documents of a file, and what is wrong with it.
fn documents(name: &str, source: impl Read + Send) -> (Vec<Document>, Vec<String>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for document in read(name, source) {
        match document {
            Ok(document) => good.push(document),
            Err(error) => bad.push(error.to_string()),
        }
    }
    (good, bad)
}

fn check_text(name: &str, bytes: &[u8], expected: &str) {
    let (good, bad) = documents(name, bytes);
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(good.len(), 1);
    assert_eq!(good[0].text, expected);
}

/// The file gives this one message and no document.
fn check_error(name: &str, source: impl Read + Send, message: &str) {
    let (good, bad) = documents(name, source);
    assert!(good.is_empty(), "{name} is no document");
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert!(bad[0].contains(message), "{bad:?}");
    assert!(bad[0].starts_with(name), "{bad:?}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("packed");
    writer.finish().expect("packed")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A ZIP file with one file in it.
fn zip(name: &str, content: impl Read) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file(name, options).expect("begun");
    let mut content = content;
    std::io::copy(&mut content, &mut writer).expect("packed");
    writer.finish().expect("packed").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let xml =
        format!("<?xml version=\"1.0\"?><w:document {names}><w:body>{body}</w:body></w:document>");
    zip("word/document.xml", xml.as_bytes())
}

/// A PDF with these lines on its pages, 14 points apart; an empty line leaves room.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let count = pages.len();
    let kids: Vec<String> = (0..count).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {count} >>",
            kids.join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (i, lines) in pages.iter().enumerate() {
        let show = |line: &&str| match *line {
            "" => "0 -14 Td ".to_owned(),
            line => format!("({line}) Tj 0 -14 Td "),
        };
        let shown: String = lines.iter().map(show).collect();
        let stream = format!("BT /F1 12 Tf 72 720 Td {shown}ET");
        let content = 5 + 2 * i;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{stream}\nendstream",
            stream.len()
        ));
    }
    assemble(&objects, "")
}

fn assemble(objects: &[impl AsRef<[u8]>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", i + 1).bytes());
        file.extend(object.as_ref());
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let end =
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(end.bytes());
    file
}

#[test]
fn every_format_gives_its_text() {
    check_text("a.txt", TEXT.as_bytes(), TEXT);
    check_text("a.md", b"# Fiji\n\nWe agree.", "# Fiji\n\nWe agree.");
    check_text(
        "a.html",
        b"<nav>Home</nav><p>We <b>agree</b>.</p><p>So be it.",
        "We agree.\n\nSo be it.\n",
    );
    let page = b"<meta charset=windows-1250><p>\xC8esk\xE1 republika</p>";
    check_text("cz.html", page, "Česká republika\n");
    check_text("a.txt.gz", &gzip(TEXT.as_bytes()), TEXT);
    check_text("a.txt.zst", &zstd(TEXT.as_bytes()), TEXT);
    let frames = [zstd(b"Fiji supports "), zstd(b"the treaty.")].concat();
    check_text("two-frames.zst", &frames, TEXT);
    check_text("a.pdf", &pdf(&[&[TEXT]]), "Fiji supports the treaty.\n");
    let line = format!("{{\"text\":\"{TEXT}\"}}\n");
    check_text("a.jsonl", line.as_bytes(), TEXT);
    check_text("a.jsonl.gz", &gzip(line.as_bytes()), TEXT);
    check_text("a.jsonl.zst", &zstd(line.as_bytes()), TEXT);
}

#[test]
fn word_files_give_paragraphs_and_items() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let item = |text: &str| format!("<w:p><w:pPr><w:numPr/></w:pPr>{}</w:p>", run(text));
    let body = format!(
        "<w:p>{}{}<w:del><w:r><w:delText>not </w:delText></w:r></w:del>{}</w:p><w:p/>{}{}<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        run("Fiji &amp; Tonga "),
        run("wel"),
        run("come peace."),
        item("one"),
        item("two"),
        run("cell")
    );
    let text = "Fiji & Tonga welcome peace.\n\none\n\ntwo\n\ncell\n";
    check_text("a.docx", &docx(&body), text);
    check_text("misnamed.txt", &docx(&body), text);
}

#[test]
fn pages_of_a_pdf_are_joined_without_running_titles() {
    let one: &[&str] = &[
        "A/73/1",
        "",
        "We agree with all those that spoke",
        "before us:",
        "",
        "It is time.",
        "",
        "1/2",
    ];
    let two: &[&str] = &[
        "A/73/1",
        "",
        "Peace is the first duty of all of us here.",
        "",
        "2/2",
    ];
    check_text(
        "a.pdf",
        &pdf(&[one, two]),
        "We agree with all those that spoke\nbefore us:\n\nIt is time.\n\nPeace is the first duty of all of us here.\n",
    );
}

#[test]
fn broken_pdfs_are_named() {
    let whole = pdf(&[&[TEXT]]);
    check_error(
        "none.pdf",
        &b"%PDF-1.7\n"[..],
        "none.pdf: the PDF cannot be read: ",
    );
    check_error(
        "half.pdf",
        &whole[..whole.len() / 2],
        "half.pdf: the PDF cannot be read: ",
    );
    check_error(
        "scan.pdf",
        &pdf(&[&[]])[..],
        "scan.pdf: the PDF has no text layer",
    );
    let (owner, user) = ("0".repeat(32), "1".repeat(32));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
        format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O ({owner}) /U ({user}) >>"),
    ];
    let locked = assemble(&objects, "/Encrypt 3 0 R /ID [(a) (a)]");
    check_error(
        "locked.pdf",
        &locked[..],
        "locked.pdf: the PDF is encrypted",
    );
    let deep = "[".repeat(2_000_000);
    let deep = assemble(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), deep], "");
    check_error("deep.pdf", &deep[..], "deep.pdf: ");
    // No page has a size: the reader panics, we do not.
    let sizeless = String::from_utf8(whole)
        .expect("ASCII")
        .replace("MediaBox", "MediaFox");
    check_error(
        "sizeless.pdf",
        sizeless.as_bytes(),
        "sizeless.pdf: the PDF cannot be read: ",
    );
}

#[test]
fn any_cut_or_changed_pdf_is_a_document_or_a_message() {
    let whole = pdf(&[&[TEXT, "It is so."], &["And more."]]);
    for at in (0..whole.len()).step_by(13) {
        documents("cut.pdf", &whole[..at]);
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        documents("changed.pdf", &changed[..]);
    }
}

#[test]
fn broken_archives_are_named() {
    check_error(
        "cut.docx",
        &docx("<w:p/>")[..60],
        "cut.docx: not a whole ZIP file",
    );
    check_error("other.docx", &zip("a.txt", &b"x"[..])[..], "no DOCX");
    let xml = zip("word/document.xml", &b"<w:document><w:p></w:q>"[..]);
    check_error(
        "xml.docx",
        &xml[..],
        "xml.docx: word/document.xml cannot be read",
    );
    let packed = gzip(TEXT.repeat(1000).as_bytes());
    check_error("cut.txt.gz", &packed[..packed.len() / 2], "cut.txt.gz: ");
    check_error("cut.txt.zst", &zstd(TEXT.as_bytes())[..20], "cut.txt.zst: ");
}

#[test]
fn bombs_are_not_unpacked() {
    let bomb = zip("word/document.xml", std::io::repeat(b' ').take(300 << 20));
    assert!(bomb.len() < 1 << 20);
    check_error(
        "bomb.docx",
        &bomb[..],
        "bomb.docx: more than 128 MB of unpacked XML",
    );
    let mut deep = Vec::new();
    for _ in 0..300_000 {
        deep.extend(b"<w:p>");
    }
    check_error(
        "deep.docx",
        &zip("word/document.xml", &deep[..])[..],
        "deep.docx: the file is empty",
    );
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&b"q ".repeat(10 << 20)).expect("packed");
    let stream = packer.finish().expect("packed");
    let mut page = format!(
        "<< /Filter /FlateDecode /Length {} >>\nstream\n",
        stream.len()
    )
    .into_bytes();
    page.extend(stream);
    page.extend(b"\nendstream");
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let pages = b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec();
    let bomb = assemble(&[catalog, pages, page], "");
    check_error(
        "bomb.pdf",
        &bomb[..],
        "bomb.pdf: the PDF unpacks to far more than text",
    );
    let packed = gzip(&vec![b'a'; 80 << 20]);
    check_error(
        "bomb.txt.gz",
        &packed[..],
        "bomb.txt.gz: more than 64 MB in one document",
    );
}

#[test]
fn long_lines_are_read_up_to_a_limit() {
    let good = format!("{{\"text\":\"{}\"}}\n", "Fiji agrees. ".repeat(800_000));
    let long = std::io::repeat(b'a').take(70 << 20);
    let source = good
        .as_bytes()
        .chain(long)
        .chain(&b"\n{\"text\":\"x\"}"[..]);
    let (good, bad) = documents("a.jsonl", source);
    assert_eq!(good.len(), 2);
    assert!(good[0].text.len() > 10_000_000);
    assert_eq!(bad, ["a.jsonl:2: a line of more than 64 MB"]);
}

/// Runs `extract` in `folder`; gives status, the ids that came out, and what was said.
fn extract(folder: &Path, paths: &[&str]) -> (i32, Vec<String>, String) {
    let mut command = Command::cargo_bin("rapporteur").expect("the binary is built for tests");
    let output = command
        .current_dir(folder)
        .args(["extract", "--format", "jsonl"])
        .args(paths)
        .output()
        .expect("it starts");
    let out = String::from_utf8(output.stdout).expect("output is UTF-8");
    let id = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line["id"].as_str().expect("an id").to_owned()
    };
    (
        output.status.code().expect("it exits"),
        out.lines().map(id).collect(),
        String::from_utf8(output.stderr).expect("messages are UTF-8"),
    )
}

#[test]
fn a_gigabyte_of_zeros_is_told_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["zeros.txt", "zeros.jsonl", "zeros.html", "zeros.pdf"] {
        let file = File::create(folder.path().join(name)).expect("created");
        file.set_len(1 << 30).expect("a sparse file");
    }
    fs::write(folder.path().join("good.txt"), TEXT).expect("written");
    let (status, ids, said) = extract(folder.path(), &["."]);
    assert_eq!((status, ids), (1, vec!["good".to_owned()]));
    assert_eq!(said.matches("binary data, not text").count(), 3, "{said}");
    assert!(
        said.contains("zeros.pdf: no PDF, whatever its name says"),
        "{said}"
    );
}

#[test]
fn folders_patterns_and_tables_beside_the_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, text).expect("written");
    };
    write("in/b.txt", TEXT);
    write("in/a/x.md", "---\nid: front\n---\nWe agree.");
    write("in/a/y.html", "<p>We agree.</p>");
    write("in/skipped.bin", "x");
    write(
        "in/metadata.csv",
        "file,id,speaker\na/y.html,from-table,FJI\nnone.txt,n,FJI\n",
    );
    let (status, ids, said) = extract(folder.path(), &["in"]);
    assert_eq!(ids, ["front", "from-table", "b"]);
    assert!(
        said.contains("metadata.csv:3: no such file: none.txt"),
        "{said}"
    );
    assert_eq!(status, 1);
    let (status, ids, _) = extract(folder.path(), &["in/a/*.md", "in/b.txt"]);
    assert_eq!(
        (status, ids.len()),
        (1, 2),
        "the table of `in` is read for `in/b.txt`"
    );
    let (_, _, said) = extract(folder.path(), &["in/*.pdf"]);
    assert!(said.contains("in/*.pdf: no such file"), "{said}");
}

#[test]
fn records_of_meetings_are_parted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages: [&[&str]; 2] = [
        &[
            "United Nations S/PV.9999",
            "Security Council",
            "9999th meeting",
            "Tuesday, 2 July 2024, 10 a.m.",
            "",
            "The President: I give the floor to Malta.",
        ],
        &[
            "Mr. Borg \\(Malta\\): We support the treaty.",
            "",
            "Ms. Vaka \\(Fiji\\) \\(spoke in French\\): So do we.",
        ],
    ];
    fs::write(folder.path().join("pv.pdf"), pdf(&pages)).expect("written");
    let (status, ids, said) = extract(folder.path(), &["pv.pdf"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(ids, ["pv-001", "pv-002", "pv-003"]);
}
