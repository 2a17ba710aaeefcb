# SPDX-License-Identifier: GPL-3.0-or-later
add_library(khronika_options INTERFACE)
target_compile_options(khronika_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -fno-omit-frame-pointer)
# g++ 12 warns of an overlap that cannot be in std::string concatenation (GCC bug 105651).
target_compile_options(khronika_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# clang 19 calls deprecated what std::stable_sort of libstdc++ 12 itself uses.
target_compile_options(khronika_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(KHRONIKA_WERROR)
  target_compile_options(khronika_options INTERFACE -Werror)
endif()
target_include_directories(khronika_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(khronika_options INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

if(KHRONIKA_SANITIZE)
  target_compile_options(khronika_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -O1)
  target_link_options(khronika_options INTERFACE -fsanitize=address,undefined)
endif()
if(KHRONIKA_FUZZ)
  target_compile_options(khronika_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -O1)
  target_link_options(khronika_options INTERFACE -fsanitize=address,undefined)
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
