//! Takes code out of a module that the compiler has to keep and that nothing of ours ever reaches.
//!
//! Every erased view of Leptos carries two ways to come to life, because a page may have to wait for data in the middle of
//! it. Our pages never wait: their data stands in them (`app::portal::loaded`). So the waiting way is dead weight, a
//! seventh of a program. What it is made of gets a body that stops the program, and the optimiser drops the rest.
//!
//! Sites for work are treated the same: should a page ever wait, its journey in the tests stops too.

use std::path::Path;

use walrus::ir::{InstrLocId, Unreachable};
use walrus::{FunctionKind, Module, ModuleConfig};

use crate::failure::{Doing, Failure};

/// Parts of the names of functions that are never called.
const NEVER: [&str; 2] = ["hydrate_async", "new_with_async_value"];

/// The module in `file` without them.
pub fn read(file: &Path, keep_names: bool) -> Result<Module, Failure> {
    let mut module = ModuleConfig::new()
        .strict_validate(false)
        .generate_name_section(keep_names)
        .generate_producers_section(false)
        .parse_file(file)
        .doing_at("read", file)?;
    snip(&mut module);
    Ok(module)
}

fn snip(module: &mut Module) -> usize {
    let never = |name: &str| NEVER.iter().any(|part| name.contains(part));
    let found = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(never));
    let ids: Vec<_> = found.map(walrus::Function::id).collect();
    let mut snipped = 0;
    for id in ids {
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
            let entry = function.entry_block();
            function.block_mut(entry).instrs = vec![(Unreachable {}.into(), InstrLocId::default())];
            snipped += 1;
        }
    }
    snipped
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::*;

    #[test]
    fn only_what_is_never_called_is_taken_out() {
        let mut module = Module::default();
        for name in ["x::hydrate", "x::hydrate_async::{closure}"] {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            builder.name(name.to_owned()).func_body().i32_const(7);
            builder.finish(vec![], &mut module.funcs);
        }
        assert_eq!(snip(&mut module), 1);
        let stops = |name: &str| {
            let id = module.funcs.by_name(name).unwrap();
            let function = module.funcs.get(id).kind.unwrap_local();
            let first = &function.block(function.entry_block()).instrs[0].0;
            matches!(first, walrus::ir::Instr::Unreachable(_))
        };
        assert!(!stops("x::hydrate") && stops("x::hydrate_async::{closure}"));
        assert!(walrus::Module::from_buffer(&module.emit_wasm()).is_ok());
    }
}
