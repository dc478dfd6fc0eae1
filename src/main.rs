//! The `cyberlex` program: hands its arguments to the library and turns the outcome into an exit code.

fn main() -> std::process::ExitCode {
    cyberlex::cli::main()
}
