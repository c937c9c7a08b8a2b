//! The formats that leave the program, one file each.

pub mod jsonl;
