//! The process that evaluates strangers' queries: it is told the data once, then answers one question after another on
//! standard output, within limits that the kernel holds and behind everybody who reads a page.
//!
//! It opens no file and, unless an operator allows hosts for SERVICE, no connection. Its end is no harm: the server
//! starts another.

use super::evaluate::answer;
use super::message::{Kind, Question, Setup, of_json, read, write};
use crate::server::priority::process_gives_way;
use crate::store::Derived;
use rlimit::{Resource, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};
use std::io::{self, BufReader, BufWriter};
use std::thread;

/// Parser and evaluator call themselves for each level of nesting.
const STACK: usize = 256 << 20;

/// Works until standard input ends.
///
/// # Errors
/// When the server says something else than it should, or no longer listens.
pub fn work() -> io::Result<()> {
    process_gives_way();
    let worker = thread::Builder::new()
        .name(String::from("query"))
        .stack_size(STACK)
        .spawn(run)?;
    worker
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the evaluation panicked")))
}

fn run() -> io::Result<()> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let setup: Setup = of_json(&expect(&mut input, Kind::Setup)?)?;
    limit(Resource::AS, setup.memory)?;
    limit(Resource::CORE, 0)?;
    limit(Resource::FSIZE, 0)?;
    let image = expect(&mut input, Kind::Image)?;
    let data = Derived::of_image(&image).map_err(io::Error::other)?;
    drop(image);
    write(&mut output, Kind::Ready, &[])?;
    io::Write::flush(&mut output)?;
    while let Some((kind, content)) = read(&mut input)? {
        if kind != Kind::Question {
            return Err(unexpected());
        }
        let question: Question = of_json(&content)?;
        allow_seconds(question.seconds)?;
        answer(&data, &setup, &question, &mut output)?;
    }
    Ok(())
}

fn expect(input: &mut impl io::Read, expected: Kind) -> io::Result<Vec<u8>> {
    match read(input)? {
        Some((kind, content)) if kind == expected => Ok(content),
        _ => Err(unexpected()),
    }
}

fn unexpected() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "this command is started by cyberlex serve and speaks only with it",
    )
}

/// Lowers a limit of this process for good.
fn limit(resource: Resource, value: u64) -> io::Result<()> {
    let (_, hard) = getrlimit(resource)?;
    let value = value.min(hard);
    setrlimit(resource, value, value)
}

/// Allows so much processor time from now on: one second over it, the kernel ends this process. The server's own
/// clock comes first; this is for the case that the server is gone.
fn allow_seconds(seconds: u64) -> io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let (_, hard) = getrlimit(Resource::CPU)?;
    let soft = used.saturating_add(seconds).saturating_add(1).min(hard);
    setrlimit(Resource::CPU, soft, hard)
}
