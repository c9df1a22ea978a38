//! The page is embedded into the program, so a new page means a new program.

fn main() {
    println!("cargo::rerun-if-changed=../../dist");
    println!("cargo::rerun-if-changed=migrations");
}
