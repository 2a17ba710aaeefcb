// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the literature for the tests: killings in Kosovo in 1999 (Ball and others 2002), spina bifida (Madigan and York 1997),
// victims of trafficking in the United Kingdom, New Orleans, a western state of the US and the Netherlands (Silverman 2014; Bales and
// others 2019; Farrell and others 2019; Cruyff and others 2017), Korea (HRDAG and TJWG), and the artificial table of Chan, Silverman and
// Vincent (2021).
#pragma once

#include "estimate/histories.h"

namespace khronika::estimate {

inline Histories kosovo()
{
    return make_histories({"EXH", "ABA", "OSCE", "HRW"}, {{1, 1131},
                                                          {2, 845},
                                                          {3, 177},
                                                          {4, 936},
                                                          {5, 228},
                                                          {6, 217},
                                                          {7, 181},
                                                          {8, 306},
                                                          {9, 106},
                                                          {10, 31},
                                                          {11, 18},
                                                          {12, 123},
                                                          {13, 42},
                                                          {14, 32},
                                                          {15, 27}});
}

inline Histories uk()
{
    return make_histories({"LA", "NG", "PF", "GO", "GP", "NCA"},
                          {{1, 54},  {2, 463}, {3, 15},  {4, 907}, {5, 19}, {6, 56},   {7, 1},  {8, 695}, {9, 3},
                           {10, 19}, {11, 1},  {12, 69}, {14, 4},  {15, 1}, {16, 316}, {18, 1}, {20, 10}, {24, 8},
                           {32, 57}, {34, 3},  {36, 31}, {38, 3},  {40, 6}, {44, 1},   {48, 1}});
}

inline Histories uk5()
{
    return make_histories({"LA", "NG", "PFNCA", "GO", "GP"}, {{1, 54},
                                                              {2, 463},
                                                              {3, 15},
                                                              {4, 995},
                                                              {5, 19},
                                                              {6, 62},
                                                              {7, 1},
                                                              {8, 695},
                                                              {9, 3},
                                                              {10, 19},
                                                              {11, 1},
                                                              {12, 76},
                                                              {14, 4},
                                                              {15, 1},
                                                              {16, 316},
                                                              {18, 1},
                                                              {20, 11},
                                                              {24, 8}});
}

inline Histories new_orleans()
{
    return make_histories({"A", "B", "C", "D", "E", "F", "G", "H"}, {{1, 25},
                                                                     {2, 5},
                                                                     {4, 70},
                                                                     {5, 1},
                                                                     {8, 33},
                                                                     {9, 2},
                                                                     {12, 1},
                                                                     {16, 6},
                                                                     {17, 1},
                                                                     {20, 1},
                                                                     {24, 2},
                                                                     {25, 1},
                                                                     {32, 6},
                                                                     {34, 1},
                                                                     {64, 6},
                                                                     {68, 1},
                                                                     {69, 1},
                                                                     {128, 21},
                                                                     {144, 1}});
}

inline Histories new_orleans5()
{
    return make_histories(
        {"A", "BEFG", "C", "D", "H"},
        {{1, 25}, {2, 24}, {3, 1}, {4, 70}, {5, 1}, {6, 2}, {7, 1}, {8, 33}, {9, 2}, {10, 2}, {11, 1}, {12, 1}, {16, 21}, {18, 1}});
}

inline Histories western()
{
    return make_histories(
        {"A", "B", "C", "D", "E"},
        {{1, 52}, {2, 90}, {4, 114}, {5, 4}, {6, 6}, {8, 45}, {9, 2}, {10, 1}, {14, 1}, {16, 21}, {17, 5}, {21, 1}, {24, 3}});
}

inline Histories korea()
{
    return make_histories({"b", "c", "d"}, {{1, 5}, {2, 5}, {3, 54}, {4, 41}, {5, 6}, {7, 12}});
}

inline Histories artificial3()
{
    return make_histories({"A", "B", "C"}, {{1, 40}, {2, 30}, {3, 6}, {4, 20}});
}

inline Histories spina3()
{
    return make_histories({"L1", "L2", "L3"}, {{1, 60}, {2, 49}, {3, 4}, {4, 247}, {5, 112}, {6, 142}, {7, 12}});
}

inline Histories spina5()
{
    return make_histories({"L1", "L2", "L3", "L4", "L5"},
                          {{1, 27},  {2, 37}, {3, 19},  {4, 4},  {5, 4},   {6, 1},   {7, 1},   {8, 97},  {9, 22},  {10, 37},
                           {11, 25}, {12, 2}, {13, 1},  {14, 3}, {15, 5},  {16, 83}, {17, 36}, {18, 34}, {19, 18}, {20, 3},
                           {21, 5},  {23, 2}, {24, 30}, {25, 5}, {26, 23}, {27, 8},  {29, 3},  {31, 2}});
}

inline Histories netherlands5()
{
    return make_histories({"IO", "K", "P", "R", "Z"}, {{1, 756},
                                                       {2, 1299},
                                                       {3, 1},
                                                       {4, 4466},
                                                       {5, 81},
                                                       {6, 44},
                                                       {8, 650},
                                                       {9, 5},
                                                       {12, 82},
                                                       {13, 2},
                                                       {16, 632},
                                                       {17, 73},
                                                       {18, 4},
                                                       {20, 125},
                                                       {21, 11},
                                                       {24, 2},
                                                       {28, 1}});
}

inline Histories netherlands()
{
    return make_histories({"I", "K", "O", "P", "R", "Z"},
                          {{1, 352}, {2, 1299}, {4, 403},  {5, 1},    {6, 1},  {8, 4466}, {9, 18}, {10, 44},
                           {12, 59}, {13, 4},   {16, 650}, {17, 3},   {20, 2}, {24, 82},  {28, 2}, {32, 632},
                           {33, 16}, {34, 4},   {36, 57},  {40, 125}, {41, 4}, {44, 7},   {48, 2}, {56, 1}});
}

} // namespace khronika::estimate
