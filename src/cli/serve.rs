//! `cyberlex serve`: the site and the endpoint.

use super::context::Context;
use super::failure::Failure;
use super::log::{Form, Log};
use crate::server::sparql::Limits;
use crate::server::{App, Config, bind, serve};
use std::net::SocketAddr;
use std::sync::Arc;

/// Serve the site: pages, the JSON interface, the SPARQL endpoint
///
/// Stops on SIGINT or SIGTERM after finishing the requests that run. Logs go to standard error; CYBERLEX_LOG sets what is
/// logged ("info", "cyberlex=debug").
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    bind: SocketAddr,
    /// The address of the site as seen from outside, behind a proxy, such as `https://example.org/law`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// How logs are written
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Form::Text)]
    log: Form,
    /// The longest address taken, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Config::default().max_url)]
    max_url: usize,
    /// The largest request body taken, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Config::default().max_body)]
    max_body: usize,
    /// How long a client may take to send its request, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = Config::default().patience)]
    patience: u64,
    /// The memory for answers that are given again, in mebibytes; 0 keeps none
    #[arg(long, value_name = "MIB", default_value_t = Config::default().cache)]
    cache: u64,
    #[command(flatten)]
    sparql: Limits,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let _log = Log::start(args.log).map_err(|error| Failure::Usage(error.into()))?;
    let (listener, address) = bind(args.bind).map_err(|error| Failure::Usage(error.into()))?;
    let config = Config {
        bind: address,
        max_url: args.max_url,
        max_body: args.max_body,
        patience: args.patience,
        cache: args.cache,
        sparql: args.sparql.clone(),
        ..Config::default()
    };
    let config = match &args.base_url {
        Some(base) => config
            .with_base_url(base)
            .map_err(|error| Failure::Usage(error.into()))?,
        None => config,
    };
    let app = App::new(context.project()?, config).map_err(|error| Failure::Usage(error.into()))?;
    serve(&Arc::new(app), listener, || {
        anstream::eprintln!("cyberlex serves at http://{address}");
    })
    .map_err(|error| Failure::Usage(error.into()))
}
