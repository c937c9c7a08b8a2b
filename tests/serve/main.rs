//! `serve` as clients meet it: the SPARQL Protocol, the Graph Store Protocol, limits, and requests that are no requests.

mod limits;
mod protocol;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ureq::http::StatusCode;

const TEXT: &str =
    "Japan strongly supports the work of the Security Council. Japan condemns the attack.";
const ASK: &str = "SELECT ?id WHERE { ?statement a :Statement ; dct:identifier ?id }";
const CATALOGUE: &str = "https://w3id.org/rapporteur/catalogue";

/// A running server over one small document; ended when dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

/// Reads a text into `output/` of a folder.
fn extract(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).expect("written");
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let extracted = program.current_dir(folder).args(["extract", file]).output();
    assert!(extracted.expect("it starts").status.success());
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        extract(folder.path(), "a.txt", TEXT);
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .current_dir(folder.path())
            .args(["serve", "--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line
            .strip_prefix("http://")
            .and_then(|l| l.split('/').next());
        let address = address.and_then(|a| a.parse().ok());
        Self {
            child,
            address: address.unwrap_or_else(|| panic!("no address: {line}")),
            folder,
        }
    }

    fn url(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(parameters);
        format!("http://{}{path}?{}", self.address, form.finish())
    }

    /// Sends a request; `body` is its type and bytes.
    fn send(&self, method: &str, url: &str, accept: &str, body: Option<(&str, &str)>) -> Reply {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let request = ureq::http::Request::builder().method(method).uri(url);
        let request = request.header("accept", accept);
        let (media_type, body) = body.unwrap_or_default();
        let request = match media_type {
            "" => agent.run(request.body(()).expect("a request")),
            _ => agent.run(
                request
                    .header("content-type", media_type)
                    .body(body)
                    .expect("a request"),
            ),
        };
        let mut response = request.expect("a response");
        let header = |name| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |v| v.to_str().expect("text").to_owned())
        };
        Reply {
            media_type: header("content-type")
                .split(';')
                .next()
                .unwrap_or_default()
                .to_owned(),
            length: header("content-length"),
            status: response.status(),
            body: response.body_mut().read_to_string().expect("a body"),
        }
    }

    fn get(&self, path: &str, parameters: &[(&str, &str)], accept: &str) -> Reply {
        self.send("GET", &self.url(path, parameters), accept, None)
    }

    /// Sends bytes as they are; gives all that comes back until the server ends the connection.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).expect("connected");
        let limit = Some(Duration::from_secs(20));
        stream.set_read_timeout(limit).expect("a limit");
        // The server may refuse before it has read everything.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Whether it still answers as it should.
    fn is_well(&self) {
        let reply = self.get("/query", &[("query", ASK)], "text/csv");
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(reply.body.contains("id\r\na\r\n"), "{}", reply.body);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: StatusCode,
    media_type: String,
    length: String,
    body: String,
}

/// A request is refused with this status and a reason in plain text.
fn refused(reply: &Reply, status: u16) {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.media_type, "text/plain");
    assert!(reply.body.trim().len() > 5, "a reason: {}", reply.body);
}

/// Whether the server comes to know of a document.
fn learns(server: &Server, id: &str, tries: usize) -> bool {
    (0..tries).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        let reply = server.get("/query", &[("query", ASK)], "text/csv");
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(reply.body.contains("a\r\n"), "{}", reply.body);
        reply.body.contains(&format!("{id}\r\n"))
    })
}

#[test]
fn what_is_extracted_meanwhile_is_answered_from() {
    let server = Server::start(&[]);
    extract(server.folder.path(), "b.txt", "Kenya supports the treaty.");
    assert!(learns(&server, "b", 100));
    // Files that cannot be read change nothing, and those that come after them do.
    let broken = server.folder.path().join("output/broken.nq");
    fs::write(&broken, "no quad").expect("written");
    assert!(!learns(&server, "nothing", 15));
    fs::remove_file(broken).expect("removed");
    extract(server.folder.path(), "c.txt", "France supports the treaty.");
    assert!(learns(&server, "c", 100));
}

#[test]
fn a_server_that_updates_goes_its_own_way() {
    let server = Server::start(&["--update"]);
    extract(server.folder.path(), "b.txt", "Kenya supports the treaty.");
    std::thread::sleep(Duration::from_secs(1));
    server.is_well();
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        !server
            .get("/query", &[("query", ASK)], "text/csv")
            .body
            .contains("b\r\n")
    );
}
